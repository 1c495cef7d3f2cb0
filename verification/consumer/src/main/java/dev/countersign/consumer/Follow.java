package dev.countersign.consumer;

import java.time.Duration;
import java.util.Map;

/** Prints a line for each change: {@code java … dev.countersign.consumer.Follow 127.0.0.1:9092}. */
public final class Follow {
  /** Until it is interrupted. */
  public static void main(String... args) {
    if (args.length != 1) {
      throw new IllegalArgumentException("give one argument: the broker's address");
    }
    var settings = Map.<String, Object>of("bootstrap.servers", args[0], "group.id", "follow");
    try (var reader = new StatusReader(settings)) {
      while (!Thread.currentThread().isInterrupted()) {
        reader.poll(Duration.ofSeconds(1), Follow::print);
      }
    }
  }

  private static void print(StatusChange change) {
    System.out.printf(
        "%s #%d %s %s%n", change.operationId(), change.sequence(), change.type(), change.data());
  }

  private Follow() {}
}
