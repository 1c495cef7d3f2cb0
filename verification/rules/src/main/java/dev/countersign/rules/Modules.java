package dev.countersign.rules;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The modules of this build, as the root POM lists them.
 *
 * @param home the folder of the root POM
 * @param paths of the modules whose code has to keep the rules; those that only verify do not count
 */
public record Modules(Path home, List<String> paths) {
  private static final Pattern MODULE = Pattern.compile("<module>\\s*([^<\\s]+)\\s*</module>");

  public Modules {
    paths = List.copyOf(paths);
  }

  /** Reads the root POM. */
  public static Modules of(Path home) {
    try {
      var pom = Files.readString(home.resolve("pom.xml"));
      var paths =
          MODULE
              .matcher(pom)
              .results()
              .map(found -> found.group(1))
              .filter(path -> !path.startsWith("verification/"))
              .toList();
      return new Modules(home, paths);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last part of a module's path: its artifact, and its package below the common one. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Where a module's classes are. */
  public Path classes(String path) {
    return home.resolve(path).resolve("target/classes");
  }

  /** Modules of the build that have no compiled classes: what is not seen keeps no rule. */
  public List<String> notCompiled() {
    return paths.stream().filter(path -> !holdsClasses(classes(path))).toList();
  }

  /** The compiled classes of all modules. */
  public JavaClasses load() {
    return new ClassFileImporter().importPaths(paths.stream().map(this::classes).toList());
  }

  private static boolean holdsClasses(Path folder) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".class"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
