package dev.countersign.e2e;

import dev.countersign.embedded.Platform;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The services of this build with one operation more: its definition is put beside the others in
 * the contracts' jar, its class beside the others in the provider's. Nothing else is different.
 */
final class MadeUpEdition {
  static final List<String> SERVICES = List.of("gateway", "policy", "executor", "audit");
  private static final Path SOURCE = Path.of("src/test/resources/made-up").toAbsolutePath();

  /** Makes it in an empty folder. */
  static void make(Path folder) throws IOException {
    for (var service : SERVICES) {
      var from = application(Platform.home(), service);
      var to = application(folder, service);
      try (var files = Files.walk(from)) {
        for (var file : files.toList()) {
          place(file, to.resolve(from.relativize(file)));
        }
      }
      add(
          jar(to.resolve("lib/main"), "dev.countersign.contracts-"),
          "operations/copy_tags_to_snapshots.json",
          Files.readAllBytes(SOURCE.resolve("copy_tags_to_snapshots.json")));
    }
    var executor = application(folder, "executor");
    var name = "dev/countersign/rds/operations/CopyTagsToSnapshots.class";
    compile(executor, folder.resolve("classes"));
    add(
        jar(executor.resolve("lib/main"), "dev.countersign.rds-"),
        name,
        Files.readAllBytes(folder.resolve("classes").resolve(name)));
  }

  private static void compile(Path executor, Path into) throws IOException {
    try (var libraries = Files.list(executor.resolve("lib/main"))) {
      var seen =
          Stream.concat(libraries, Stream.of(jar(executor.resolve("app"), "executor-")))
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
      var source = SOURCE.resolve("CopyTagsToSnapshots.java").toString();
      var done =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-proc:none", "-cp", seen, "-d", into.toString(), source);
      StoryFailed.unless(done == 0, "the made-up operation does not compile");
    }
  }

  /** Other people's libraries are large: a link does. */
  private static void place(Path file, Path at) throws IOException {
    if (Files.isDirectory(file)) {
      Files.createDirectories(at);
    } else if (file.toString().contains("/lib/main/")
        && !file.getFileName().toString().startsWith("dev.countersign.")) {
      Files.createSymbolicLink(at, file);
    } else {
      Files.copy(file, at);
    }
  }

  private static void add(Path jar, String name, byte[] content) throws IOException {
    try (var inside = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Files.write(inside.getPath(name), content);
    }
  }

  private static Path jar(Path folder, String start) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(start))
          .filter(file -> file.toString().endsWith(".jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Path application(Path home, String service) {
    return home.resolve("services").resolve(service).resolve("target/quarkus-app");
  }

  private MadeUpEdition() {}
}
