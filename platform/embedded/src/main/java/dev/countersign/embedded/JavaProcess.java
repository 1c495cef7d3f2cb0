package dev.countersign.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A child that is one of our own runnable jars. */
public abstract class JavaProcess extends ChildProcess {
  private final Path jar;

  protected JavaProcess(String name, Path log, Path jar) {
    super(name, log);
    this.jar = jar;
  }

  /** The options of its JVM. */
  protected abstract List<String> jvm();

  /** What follows the jar on the command line. */
  protected List<String> arguments() {
    return List.of();
  }

  /** Changes what it inherits of our environment. */
  protected void adapt(Map<String, String> environment) {}

  @Override
  protected final ProcessBuilder command() {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvm());
    line.add("-jar");
    line.add(jar.toString());
    line.addAll(arguments());
    var builder = new ProcessBuilder(line);
    builder.redirectInput(Path.of("/dev/null").toFile());
    adapt(builder.environment());
    return builder;
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
