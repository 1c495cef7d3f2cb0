package dev.countersign.local;

import dev.countersign.local.home.DataFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command shares. */
final class Checkout {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder (default: .countersign in the checkout).")
  private @Nullable Path data;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  static Path home() {
    return Path.of(System.getProperty("countersign.home", "")).toAbsolutePath().normalize();
  }

  DataFolder data() {
    return new DataFolder(data == null ? standard() : data);
  }

  /**
   * The launcher as it would be typed here, and the data folder where that is not the usual one.
   */
  String command(String name) {
    boolean here = home().equals(Path.of("").toAbsolutePath());
    var launcher = here ? "./countersign" : quoted(home().resolve("countersign").toString());
    var folder = data().path();
    return launcher
        + " "
        + name
        + (folder.equals(standard()) ? "" : " --data " + quoted(folder.toString()));
  }

  private static Path standard() {
    return home().resolve(".countersign");
  }

  private static String quoted(String word) {
    return word.matches("[\\w./@%+=:,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
