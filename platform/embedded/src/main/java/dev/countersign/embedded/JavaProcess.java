package dev.countersign.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A child that is one of our own runnable jars. */
public abstract class JavaProcess extends ChildProcess {
  private final Path jar;
  private List<Path> beside = List.of();

  protected JavaProcess(String name, Path log, Path jar) {
    super(name, log);
    this.jar = jar;
  }

  /** The options of its JVM. */
  protected abstract List<String> jvm();

  /**
   * Puts jars or folders of classes on its class path, behind those that its own manifest names.
   * From the next start on.
   */
  public final void addToClassPath(List<Path> more) {
    beside = List.copyOf(more);
  }

  /** What follows the jar on the command line. */
  protected List<String> arguments() {
    return List.of();
  }

  /** Changes what it inherits of our environment. */
  protected void adapt(Map<String, String> environment) {}

  @Override
  protected final ProcessBuilder command() throws IOException {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(jvm());
    line.addAll(program());
    line.addAll(arguments());
    var builder = new ProcessBuilder(line);
    builder.redirectInput(Path.of("/dev/null").toFile());
    adapt(builder.environment());
    return builder;
  }

  /** With more beside it, a jar is not run as such, and what its manifest says has to be said. */
  private List<String> program() throws IOException {
    if (beside.isEmpty()) {
      return List.of("-jar", jar.toString());
    }
    try (var opened = new JarFile(jar.toFile())) {
      var manifest = opened.getManifest().getMainAttributes();
      var line = new ArrayList<String>();
      var opens = manifest.getValue("Add-Opens");
      for (var module : opens == null ? new String[0] : opens.split(" ")) {
        line.addAll(List.of("--add-opens", module + "=ALL-UNNAMED"));
      }
      line.add("-cp");
      line.add(
          Stream.concat(Stream.of(jar), beside.stream())
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator)));
      line.add(manifest.getValue(Attributes.Name.MAIN_CLASS));
      return line;
    }
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
