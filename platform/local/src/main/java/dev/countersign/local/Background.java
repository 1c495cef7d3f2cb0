package dev.countersign.local;

import dev.countersign.local.home.DataFolder;
import dev.countersign.local.run.RunState;
import dev.countersign.local.run.StateFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The supervisor in a session of its own, which the end of this terminal does not reach. */
record Background(DataFolder data, List<String> arguments) {
  /** Begins the last words of a supervisor that could not bring the platform up. */
  static final String FAILED = "failed: ";

  /** Returns when the platform is ready. Where it ended instead: why. */
  Optional<String> start(Consumer<String> progress) throws IOException, InterruptedException {
    var log = data.log("supervisor");
    long from = Files.exists(log) ? Files.size(log) : 0;
    var supervisor =
        new ProcessBuilder(line())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    var state = new StateFile(data);
    var reader = new Reader(log, from);
    var lastWords = new ArrayList<String>();
    boolean alive = true;
    while (alive) {
      alive = supervisor.isAlive();
      for (var line : reader.lines()) {
        if (line.startsWith(FAILED) || !lastWords.isEmpty()) {
          lastWords.add(line.startsWith(FAILED) ? line.substring(FAILED.length()) : line);
        } else {
          progress.accept(line);
        }
      }
      // What an earlier supervisor wrote is not about this one.
      var written = state.read().filter(it -> it.supervisor().pid() == supervisor.pid());
      if (written.filter(RunState::ready).isPresent()) {
        return Optional.empty();
      }
      Thread.sleep(50);
    }
    return Optional.of(String.join("\n", lastWords) + "\nIt did not come up. Its log is " + log);
  }

  private List<String> line() {
    var line = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      line.add("/usr/bin/setsid");
    } else {
      line.add("nohup");
    }
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m", "-Xss512k"));
    line.add("-Dcountersign.home=" + Checkout.home());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    arguments.stream().filter(word -> !word.equals("--detach")).forEach(line::add);
    line.add(Up.BACKGROUND);
    return line;
  }

  /** Reads what was appended since it last looked. */
  private static final class Reader {
    private final Path log;
    private long position;

    Reader(Path log, long position) {
      this.log = log;
      this.position = position;
    }

    List<String> lines() throws IOException {
      try (var file = new RandomAccessFile(log.toFile(), "r")) {
        var bytes = new byte[(int) Math.max(0, file.length() - position)];
        file.seek(position);
        file.readFully(bytes);
        position += bytes.length;
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
      }
    }
  }
}
