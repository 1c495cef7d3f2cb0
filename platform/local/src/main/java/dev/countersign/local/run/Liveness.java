package dev.countersign.local.run;

import dev.countersign.embedded.HealthCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Which processes run and serve at this moment, asked of themselves. */
public record Liveness(Map<String, String> words) {
  private static final String SERVES = "ready";

  public static Liveness of(RunState state) {
    var words = new LinkedHashMap<String, String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = new LinkedHashMap<String, Future<String>>();
      for (var process : state.processes()) {
        Callable<String> question = () -> ask(process);
        asked.put(process.name(), threads.submit(question));
      }
      for (var answer : asked.entrySet()) {
        words.put(answer.getKey(), answer.getValue().get());
      }
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    // The supervisor is looked at without a question: it has no address.
    words.put(
        state.supervisor().name(), Pids.find(state.supervisor()).isPresent() ? SERVES : "gone");
    return new Liveness(words);
  }

  /** Whether everything runs and serves. */
  public boolean all() {
    return words.values().stream().allMatch(SERVES::equals);
  }

  public String words(RunState.Running process) {
    return words.getOrDefault(process.name(), "unknown");
  }

  private static String ask(RunState.Running process) {
    if (Pids.find(process).isEmpty()) {
      return "gone";
    }
    var health = process.health();
    return health == null || HealthCheck.passes(health) ? SERVES : "not ready";
  }
}
