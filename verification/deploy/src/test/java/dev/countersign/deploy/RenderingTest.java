package dev.countersign.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is checked here is what the overlays say now. */
class RenderingTest {
  private static final Path DEPLOY = Yaml.file("deploy");

  @Test
  void nothingWasChangedAndNotRendered() throws Exception {
    var rendered = new TreeMap<String, String>();
    for (var line : Files.readAllLines(DEPLOY.resolve("k8s/rendered/checksums"))) {
      rendered.put(line.substring(66), line.substring(0, 64));
    }

    assertEquals(rendered, checksums(), "run deploy/render.sh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "staging", "production"})
  void kustomizeSaysTheSame(String overlay, @TempDir Path folder) throws Exception {
    var kustomize = kustomize();
    assumeFalse(kustomize.isEmpty(), "no kustomize 5 here; the checksums have to do");
    var out = folder.resolve("out.yaml");
    var command =
        Stream.concat(
            kustomize.stream(), Stream.of(DEPLOY.resolve("k8s/overlays/" + overlay).toString()));
    var process = new ProcessBuilder(command.toList()).redirectOutput(out.toFile());
    process.redirectError(folder.resolve("err").toFile());
    assertEquals(0, process.start().waitFor());

    assertEquals(
        byName(Yaml.documents(out)),
        byName(Yaml.documents(DEPLOY.resolve("k8s/rendered/" + overlay + ".yaml"))));
  }

  @Test
  void prometheusAndItsOperatorGetTheSameRules() {
    assertEquals(
        Yaml.document("deploy/observability/rules/countersign.yaml").path("groups"),
        Yaml.document("deploy/observability/prometheusrule.yaml").at("/spec/groups"));
  }

  private static Map<String, JsonNode> byName(List<JsonNode> documents) {
    var all = new TreeMap<String, JsonNode>();
    for (var document : documents) {
      var manifest = new Manifest(document);
      assertNull(all.put(manifest.apiVersion() + " " + manifest, document), "twice: " + manifest);
    }
    return all;
  }

  private static Map<String, String> checksums() throws IOException, NoSuchAlgorithmException {
    var sums = new TreeMap<String, String>();
    for (var root : List.of("k8s", "observability")) {
      try (var files = Files.walk(DEPLOY.resolve(root))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          var name = DEPLOY.relativize(file).toString();
          if (!name.equals("k8s/rendered/checksums") && !name.endsWith(".md")) {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            sums.put(name, HexFormat.of().formatHex(digest));
          }
        }
      }
    }
    return sums;
  }

  /** Version 5, alone or in kubectl; older ones do not know what the overlays use. */
  private static List<String> kustomize() throws InterruptedException {
    if (answers("v5", "kustomize", "version")) {
      return List.of("kustomize", "build");
    }
    return answers("Kustomize Version: v5", "kubectl", "version", "--client")
        ? List.of("kubectl", "kustomize")
        : List.of();
  }

  private static boolean answers(String expected, String... command) throws InterruptedException {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(60, TimeUnit.SECONDS) && answer.contains(expected);
    } catch (IOException absent) {
      return false;
    }
  }
}
