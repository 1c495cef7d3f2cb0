package dev.countersign.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A child that is one of our own runnable jars. It says {@code ready NAME …} when it serves. */
public abstract class JavaProcess extends ChildProcess {
  private final Path jar;
  private final List<String> jvm;

  protected JavaProcess(String name, Path log, Path jar, List<String> jvm) {
    super(name, log);
    this.jar = jar;
    this.jvm = List.copyOf(jvm);
  }

  /** What follows the jar on the command line. */
  protected abstract List<String> arguments();

  @Override
  protected final ProcessBuilder command() {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvm);
    line.add("-jar");
    line.add(jar.toString());
    line.addAll(arguments());
    return new ProcessBuilder(line);
  }

  @Override
  protected boolean ready() {
    return says("ready " + name());
  }

  /** A jar that the build has put below the checkout. */
  static Path built(String module, String path) {
    var home = Path.of(System.getProperty("countersign.home", "."));
    var jar = home.resolve(module).resolve(path).toAbsolutePath().normalize();
    if (!Files.isRegularFile(jar)) {
      throw new ChildFailed(
          jar + " is not there. Build it: ./mvnw -q -B -DskipTests -pl " + module + " -am package");
    }
    return jar;
  }
}
