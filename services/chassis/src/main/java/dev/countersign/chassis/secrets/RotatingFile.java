package dev.countersign.chassis.secrets;

import dev.countersign.chassis.start.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * What a file says, read again when it was replaced. Looks at the content and not at its time:
 * Kubernetes swaps a link, others copy and keep the time.
 */
public final class RotatingFile<T> {
  private static final Logger LOG = Logger.getLogger(RotatingFile.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final String variable;
  private final Path file;
  private final Function<String, T> reader;
  private volatile Known<T> known;
  private volatile long looked = System.nanoTime();
  private volatile String complaint = "";

  private record Known<T>(String text, T value) {}

  private RotatingFile(String variable, Path file, Function<String, T> reader) {
    this.variable = variable;
    this.file = file;
    this.reader = reader;
    this.known = first();
  }

  /**
   * Reads it for the first time.
   *
   * @param variable the environment variable that names the file
   * @param reader may throw IllegalArgumentException, with a message that quotes no secret
   * @throws CannotStart naming the variable and the file, and nothing that is in the file
   */
  public static <T> RotatingFile<T> at(String variable, Path file, Function<String, T> reader) {
    return new RotatingFile<>(variable, file, reader);
  }

  /** What it says; at most a second old. */
  public T now() {
    if (System.nanoTime() - looked > LOOK_EVERY.toNanos()) {
      look();
    }
    return known.value();
  }

  private synchronized void look() {
    if (System.nanoTime() - looked <= LOOK_EVERY.toNanos()) {
      return;
    }
    looked = System.nanoTime();
    try {
      var text = Files.readString(file);
      if (!text.equals(known.text())) {
        known = new Known<>(text, reader.apply(text));
        LOG.infof("%s: %s was replaced, the new content is in force", variable, file);
      }
      complaint = "";
    } catch (IOException | IllegalArgumentException e) {
      complain(String.valueOf(e));
    }
  }

  private void complain(String what) {
    if (!what.equals(complaint)) {
      complaint = what;
      LOG.errorf("%s: %s cannot be used, the last good content stays: %s", variable, file, what);
    }
  }

  private Known<T> first() {
    try {
      var text = Files.readString(file);
      return new Known<>(text, reader.apply(text));
    } catch (IOException e) {
      throw new CannotStart(variable + ": " + file + " cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw new CannotStart(variable + ": " + file + ": " + e.getMessage(), e);
    }
  }
}
