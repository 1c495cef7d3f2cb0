package dev.countersign.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A child that is one of our own runnable jars, with an archive of its classes beside the jar. */
public abstract class JavaProcess extends ChildProcess {
  private static final Duration ARCHIVING = Duration.ofSeconds(20);

  private final Path jar;
  private final ClassArchive archive;

  protected JavaProcess(String name, Path log, Path jar) {
    super(name, log);
    this.jar = jar;
    this.archive = new ClassArchive(jar);
  }

  /** The options of its JVM. */
  protected abstract List<String> jvm();

  /** What follows the jar on the command line. */
  protected List<String> arguments() {
    return List.of();
  }

  /** Changes what it inherits of our environment. */
  protected void adapt(Map<String, String> environment) {}

  /** Whether its classes are taken from an archive; not where its JVM is told otherwise. */
  protected boolean usesArchive() {
    return true;
  }

  /** Whether an archive is made where there is none. */
  protected boolean makesArchive() {
    return true;
  }

  @Override
  protected final ProcessBuilder command() {
    var line = new ArrayList<String>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (usesArchive()) {
      line.addAll(archive.options(makesArchive()));
    }
    line.addAll(jvm());
    line.add("-jar");
    line.add(jar.toString());
    line.addAll(arguments());
    var builder = new ProcessBuilder(line);
    builder.redirectInput(Path.of("/dev/null").toFile());
    adapt(builder.environment());
    return builder;
  }

  @Override
  protected Duration stopLimit() {
    return archive.isBeingMade() ? super.stopLimit().plus(ARCHIVING) : super.stopLimit();
  }

  @Override
  protected void ended(boolean served) {
    archive.ended(served);
  }

  /** Whether the next start takes its classes from an archive. */
  public final boolean hasArchive() {
    return archive.isThere();
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
