package dev.countersign.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.embedded.KafkaUsers;
import dev.countersign.local.home.DataFolder;
import dev.countersign.local.home.KafkaLogins;
import dev.countersign.local.run.Liveness;
import dev.countersign.local.run.Memory;
import dev.countersign.local.run.Pids;
import dev.countersign.local.run.RunState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A platform as a person or a program wants to see it, looked at now. */
record View(RunState state, Liveness liveness) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static View of(RunState state) {
    return new View(state, Liveness.of(state));
  }

  boolean ready() {
    return state.ready() && liveness.all();
  }

  String json() throws IOException {
    var object = new LinkedHashMap<String, Object>();
    object.put("ready", ready());
    object.put("ready_seconds", state.readySeconds());
    object.put("url", state.url());
    object.put("console_url", state.consoleUrl());
    object.put("simulator_url", state.simulatorUrl());
    object.put("kafka", state.kafka());
    object.put("kafka_reader", login().toString());
    object.put("postgres", state.postgres());
    object.put("data", state.data());
    object.put("supervisor", process(state.supervisor()));
    object.put("processes", state.processes().stream().map(this::process).toList());
    return JSON.writeValueAsString(object);
  }

  static String nothing(String data) throws IOException {
    var object = new LinkedHashMap<String, Object>();
    object.put("ready", false);
    object.put("data", data);
    object.put("processes", List.of());
    return JSON.writeValueAsString(object);
  }

  String text() {
    var lines = new ArrayList<String>();
    lines.add(
        "%s at %s, data in %s"
            .formatted(ready() ? "ready" : "NOT ready", state.url(), state.data()));
    lines.add("%-11s %8s %8s %9s  %s".formatted("process", "pid", "MiB", "restarts", "state"));
    for (var process : state.processes()) {
      lines.add(
          "%-11s %8d %8d %9d  %s"
              .formatted(
                  process.name(),
                  process.pid(),
                  memory(process),
                  process.restarts(),
                  liveness.words(process)));
    }
    long total = state.processes().stream().mapToLong(this::memory).sum();
    lines.add("%-11s %8s %8d".formatted("together", "", total + memory(state.supervisor())));
    return String.join("\n", lines);
  }

  /** How programs that follow operations log in to Kafka. */
  private Path login() {
    return new KafkaLogins(new DataFolder(Path.of(state.data()))).client(KafkaUsers.READER);
  }

  private Map<String, Object> process(RunState.Running process) {
    var object = new LinkedHashMap<String, Object>();
    object.put("name", process.name());
    object.put("pid", process.pid());
    object.put("rss_mib", memory(process));
    object.put("restarts", process.restarts());
    object.put("state", liveness.words(process));
    // Where it says how it is; a service's metrics are beside that, at /q/metrics.
    object.put("health", process.health());
    return object;
  }

  private long memory(RunState.Running process) {
    boolean everybodysParent = process.equals(state.supervisor());
    return Pids.find(process)
        .map(everybodysParent ? Memory::mib : Memory::mibWithChildren)
        .orElse(0L);
  }
}
