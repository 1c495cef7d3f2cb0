package dev.countersign.cli.session;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the program stands in.
 *
 * @param terminal whether a person reads {@code out}
 * @param checkout where the launcher of a checkout has started it; null where it is installed
 * @param data of the checkout's platform; null where it is installed
 * @param localToken holds the token of somebody of that platform, where one was asked for
 */
public record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    boolean terminal,
    @Nullable Path checkout,
    @Nullable Path data,
    @Nullable Path localToken) {

  /** As it is typed here. */
  public String command() {
    return checkout == null ? "cs" : "./countersign cli";
  }

  public boolean colours() {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Where the files of this program are. */
  public Path folder() {
    var configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
    var base =
        configured.startsWith("/")
            ? Path.of(configured)
            : Path.of(environment.getOrDefault("HOME", "")).resolve(".config");
    return base.resolve("countersign");
  }

  /** A variable that says something. */
  @Nullable String variable(String name) {
    var value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }
}
