package dev.countersign.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Properties;

/**
 * Prints a line for each change: {@code java … dev.countersign.consumer.Follow 127.0.0.1:9092
 * client.properties}. The file says how to log in.
 */
public final class Follow {
  /** Until it is interrupted. */
  public static void main(String... args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException(
          "give two arguments: the broker's address, and a file of settings that say how to log in");
    }
    var login = new Properties();
    try (var in = Files.newBufferedReader(Path.of(args[1]))) {
      login.load(in);
    }
    var settings = new HashMap<String, Object>();
    login.stringPropertyNames().forEach(name -> settings.put(name, login.getProperty(name)));
    settings.put("bootstrap.servers", args[0]);
    // A user may read in certain groups alone: the local platform's in those that begin so.
    settings.put("group.id", "reader-follow");
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
