package dev.countersign.e2e;

import dev.countersign.embedded.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A folder in which the pages' commands find what they name: the launcher, pointed at the platform
 * of the test; the checkout's folders; a curl that fails where the answer is an error.
 */
final class Shell {
  private static final String LAUNCHER =
      """
      #!/bin/sh
      command=$1
      shift
      case $command in
        token | status) exec "$CHECKOUT/countersign" "$command" --data "$DATA" "$@" ;;
        cli) exec "$CHECKOUT/countersign" cli --data "$DATA" "$@" ;;
        iam-policy | policy) exec "$CHECKOUT/countersign" "$command" "$@" ;;
        # It is up; DemoTest tells the stories; this is the suite.
        up | demo | test) ;;
        *) echo "DocsTest does not know how to run: countersign $command" >&2; exit 9 ;;
      esac
      """;

  // A stream that does not end by itself was seen long enough.
  private static final String CURL =
      """
      #!/bin/sh
      case " $* " in
        *" -sN "*) "$REAL_CURL" --fail --max-time 3 "$@" || [ $? = 28 ] ;;
        *) exec "$REAL_CURL" --fail --max-time 90 "$@" ;;
      esac
      """;

  private final Path folder;
  private final Path data;

  Shell(Path folder, Path data) throws IOException {
    this.folder = folder;
    this.data = data;
    var programs = Files.createDirectories(folder.resolve("programs"));
    script(folder.resolve("countersign"), LAUNCHER);
    script(programs.resolve("curl"), CURL);
    Files.createSymbolicLink(
        programs.resolve("java"), Path.of(System.getProperty("java.home"), "bin", "java"));
    for (var name : List.of("deploy", "docs", "services", "verification")) {
      Files.createSymbolicLink(folder.resolve(name), Platform.home().resolve(name));
    }
    // An image's working directory.
    var packaged = Platform.home().resolve("services/audit/target/quarkus-app");
    for (var name : List.of("app", "lib")) {
      Files.createSymbolicLink(folder.resolve(name), packaged.resolve(name));
    }
    for (var name : List.of("accounts.yaml", "policy-settings.yaml")) {
      Files.copy(data.resolve("config").resolve(name), folder.resolve(name));
    }
  }

  /** Runs it; the answer is what went wrong with what it said, or empty. */
  String run(String script, Map<String, String> variables)
      throws IOException, InterruptedException {
    var said = folder.resolve("said");
    var whole =
        "REAL_CURL=$(command -v curl); export REAL_CURL\nPATH=$PWD/programs:$PATH\nset -e\n"
            + script;
    var builder =
        new ProcessBuilder("sh", "-c", whole)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().putAll(variables);
    builder.environment().put("CHECKOUT", Platform.home().toString());
    builder.environment().put("DATA", data.toString());
    builder.environment().put("COUNTERSIGN_NO_BUILD", "1");
    var process = builder.start();
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return "does not end\n" + Files.readString(said);
    }
    return process.exitValue() == 0
        ? ""
        : "ended with " + process.exitValue() + "\n" + Files.readString(said);
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot be made executable: " + file);
    }
  }
}
