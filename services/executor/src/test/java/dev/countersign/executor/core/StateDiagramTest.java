package dev.countersign.executor.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The picture in the docs is made from the machine, so that it cannot be left behind. */
class StateDiagramTest {
  private static final String HEAD =
      """
      # The states of an execution

      Made by `StateDiagramTest` from the machine itself (`dev.countersign.executor.core.Lifecycle`); do not
      edit. After a change, run the test with `-Dcountersign.write-docs=true`.

      Until the intent is on record nothing can have happened on RDS; from `intent` on, only what is seen
      counts. `watching` has timed out for everyone who asked, and is watched on. What is not drawn has no
      effect: a late or repeated message.

      ```mermaid
      stateDiagram-v2
        [*] --> ready
      """;

  @Test
  void thePictureInTheDocsIsTheMachine() throws IOException {
    var file =
        Path.of(System.getProperty("countersign.home", "../..")).resolve("docs/executor-states.md");
    var diagram = diagram();
    if (Boolean.getBoolean("countersign.write-docs")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, diagram);
    }
    assertEquals(diagram, Files.readString(file));
  }

  private static String diagram() {
    var edges = new TreeMap<String, TreeSet<String>>();
    LifecycleTest.STATES
        .values()
        .forEach(state ->
            LifecycleTest.COMMANDS.forEach((name, command) ->
                LifecycleTest.TIMES.forEach(now -> {
                  var next = Evolution.evolve(state, Lifecycle.decide(state, command, now));
                  if (!name(next).equals(name(state))) {
                    edges
                        .computeIfAbsent(name(state) + " --> " + name(next), k -> new TreeSet<>())
                        .add(name.replace(":", ""));
                  }
                })));
    var text = new StringBuilder(HEAD);
    for (Map.Entry<String, TreeSet<String>> edge : edges.entrySet()) {
      text.append("  ").append(edge.getKey()).append(": ");
      text.append(String.join(", ", edge.getValue())).append('\n');
    }
    edges.keySet().stream()
        .map(edge -> edge.substring(edge.indexOf("--> ") + 4))
        .filter(next -> next.startsWith("ended_"))
        .distinct()
        .sorted()
        .forEach(next -> text.append("  ").append(next).append(" --> [*]\n"));
    return text.append("```\n").toString();
  }

  private static String name(State state) {
    var outcome =
        state instanceof State.Ended ended
            ? '_' + ended.outcome().wireName().replace('-', '_')
            : "";
    return state.getClass().getSimpleName().toLowerCase(Locale.ROOT) + outcome;
  }
}
