package dev.countersign.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What can be said of the images without a container engine; {@code deploy/images/measure.sh} looks
 * at the images themselves.
 */
class ImagesTest {
  private static final String FILE = Yaml.text("deploy/images/Dockerfile");
  private static final Set<String> NAMES =
      Set.of("gateway", "policy", "executor", "audit", "simulator");

  @Test
  void noImageRunsAsRootOrThroughAShell() {
    for (var target : Set.of("service", "simulator")) {
      var stage = stage(target);
      assertTrue(stage.contains("\nUSER 10001:10001\n"), target);
      assertTrue(stage.contains("\nENTRYPOINT [\"java\", "), target);
      assertTrue(stage.contains("\nSTOPSIGNAL SIGTERM\n"), target);
    }
  }

  @Test
  void everyServiceStartsWithItsCache() {
    assertTrue(stage("service").contains("\nENTRYPOINT [\"java\", \"-XX:AOTCache="));
  }

  @Test
  void everyImageSaysWhatItIs() {
    for (var target : Set.of("service", "simulator")) {
      for (var label : Set.of("title", "description", "version", "revision", "created", "source")) {
        assertTrue(stage(target).contains("org.opencontainers.image." + label + "="), target);
      }
    }
  }

  /** An engine answers a mistake here with "not found", after minutes of building. */
  @Test
  void whatIsCopiedIsLetThrough() {
    var ignore = Yaml.text("deploy/images/Dockerfile.dockerignore");
    var copied = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$").matcher(FILE);
    int seen = 0;
    while (copied.find()) {
      for (var path : copied.group(1).split(" ")) {
        seen++;
        assertTrue(
            ignore
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1).replace("/**", ""))
                .anyMatch(allowed -> path.equals(allowed) || path.startsWith(allowed + "/")),
            path);
      }
    }
    assertTrue(seen > NAMES.size());
  }

  @Test
  void theImagesOfTheComposeFileAreThoseThatAreBuilt() {
    var used = new TreeSet<String>();
    var image =
        Pattern.compile("image: countersign/(\\w+):").matcher(Yaml.text("docker-compose.yml"));
    while (image.find()) {
      used.add(image.group(1));
    }
    assertEquals(new TreeSet<>(NAMES), used);
    assertTrue(
        Yaml.text("deploy/images/build.sh")
            .contains("set -- gateway policy executor audit simulator"));
  }

  private static String stage(String name) {
    int begin = FILE.indexOf("AS " + name + "\n");
    int end = FILE.indexOf("\nFROM ", begin);
    return FILE.substring(begin, end < 0 ? FILE.length() : end);
  }
}
