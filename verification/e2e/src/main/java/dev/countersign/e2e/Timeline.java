package dev.countersign.e2e;

import dev.countersign.client.Countersign;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.Operation;
import dev.countersign.client.ProblemException;
import java.io.PrintStream;
import java.util.Objects;
import java.util.stream.Stream;

/** Prints what happens to every operation while it happens, from the gateway's live events. */
final class Timeline implements AutoCloseable {
  private final PrintStream out;
  private final long start = System.nanoTime();
  private final Stream<Operation> happening;

  private Timeline(Countersign api, PrintStream out) {
    this.out = out;
    this.happening = api.followAll();
  }

  static Timeline start(Countersign api, PrintStream out) {
    var timeline = new Timeline(api, out);
    Thread.ofVirtual().name("timeline").start(timeline::follow);
    return timeline;
  }

  @Override
  public void close() {
    happening.close();
  }

  private void follow() {
    try {
      happening.forEach(this::print);
    } catch (NotAnswered | ProblemException ended) {
      out.println("    No more live events: " + ended.getMessage());
    }
  }

  private void print(Operation operation) {
    out.printf(
        "    %7.2fs  …%s  %-20s %-17s %-17s %s%n",
        (System.nanoTime() - start) / 1e9,
        tail(operation.operationId()),
        operation.operation(),
        operation.resource().identifier(),
        operation.status().wireName(),
        detail(operation));
  }

  private static String tail(String id) {
    return id.length() <= 6 ? id : id.substring(id.length() - 6);
  }

  private static String detail(Operation operation) {
    if (operation.success() != null) {
      return operation.durationSeconds() + " s";
    }
    var progress = operation.progress();
    if (progress != null && progress.message() != null) {
      return progress.message();
    }
    return Objects.requireNonNullElse(operation.environment(), "");
  }
}
