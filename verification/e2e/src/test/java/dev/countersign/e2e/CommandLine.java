package dev.countersign.e2e;

import dev.countersign.embedded.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipInputStream;

/** {@code cs}, installed from its zip into a folder, as processes of their own. */
final class CommandLine {
  private static final long PATIENCE_SECONDS = 180;

  /** What one process printed, and how it ended. */
  record Ended(int exit, String out, String err) {}

  private final Path folder;
  private final Map<String, String> variables;

  private CommandLine(Path folder, Map<String, String> variables) {
    this.folder = folder;
    this.variables = variables;
  }

  static CommandLine installed(Path folder) throws IOException {
    var zip = Platform.home().resolve("cli/target/cs.zip");
    try (var in = new ZipInputStream(Files.newInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        var file = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.copy(in, file);
        }
      }
    }
    // Java's reader of zips knows no modes.
    if (!folder.resolve("cs/bin/cs").toFile().setExecutable(true)) {
      throw new IOException("cs cannot be made executable");
    }
    return new CommandLine(folder, Map.of());
  }

  CommandLine with(String variable, String value) {
    var all = new HashMap<>(variables);
    all.put(variable, value);
    return new CommandLine(folder, all);
  }

  String path() {
    return folder.resolve("cs/bin/cs").toString();
  }

  /** Runs it to its end. */
  Ended run(String... arguments) throws Exception {
    return start(arguments).end();
  }

  /** Another program, with the same variables. */
  Ended program(String... command) throws Exception {
    return started(List.of(command)).end();
  }

  Running start(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(path()));
    command.addAll(List.of(arguments));
    return started(command);
  }

  /** One that Ctrl-C reaches, also where whoever started this test ignores it. */
  Running startInterruptible(String... arguments) throws Exception {
    var command = new ArrayList<String>();
    if (program("env", "--default-signal=INT", "true").exit() == 0) {
      command.addAll(List.of("env", "--default-signal=INT"));
    }
    command.add(path());
    command.addAll(List.of(arguments));
    return started(command);
  }

  private Running started(List<String> command) throws Exception {
    var out = Files.createTempFile(folder, "out", "");
    var err = Files.createTempFile(folder, "err", "");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // A JVM tells on standard error that it has seen it.
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("COUNTERSIGN_NO_BUILD", "1");
    builder.environment().putAll(variables);
    return new Running(builder.start(), out, err);
  }

  /** One that has not ended yet. */
  record Running(Process process, Path out, Path err) {
    String said() throws IOException {
      return Files.readString(err);
    }

    Ended end() throws Exception {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("does not end; it said: " + said());
      }
      return new Ended(process.exitValue(), Files.readString(out), said());
    }
  }
}
