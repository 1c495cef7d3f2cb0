package dev.countersign.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How it gets into a cluster, forward and back: by apply.sh, by Argo CD, by Flux. */
class RolloutTest {
  private static final String WAVE = "argocd.argoproj.io/sync-wave";

  @ParameterizedTest
  @ValueSource(strings = {"local", "staging", "production"})
  void whatAMigrationNeedsIsThereBeforeItAndTheServicesComeAfter(String overlay) {
    var all = Manifest.of(overlay);
    for (var job : all.stream().filter(kind("Job")).toList()) {
      var pod = job.at("/spec/template/spec");
      var service = job.name().replace("-migration", "");
      var secret = service + "-db-owner";
      assertTrue(pod.toString().contains(secret), job.toString());
      var needed =
          all.stream()
              .filter(
                  kind("Namespace")
                      .or(kind("NetworkPolicy"))
                      .or(kind("SecretStore"))
                      .or(kind("Cluster"))
                      .or(
                          kind("ServiceAccount")
                              .and(named(pod.path("serviceAccountName").asText())))
                      .or(kind("ExternalSecret").and(named(secret)))
                      .or(kind("Database").and(named(service))))
              .toList();
      assertTrue(needed.size() >= 5, needed.toString());
      needed.forEach(one -> assertTrue(wave(one) < wave(job), one + " is not before " + job));
      // Its own cluster knows the role by the Secret, and the database by the cluster.
      ordered(all, kind("ExternalSecret").and(named(secret)), kind("Cluster"));
      ordered(all, kind("Cluster"), kind("Database"));
      ordered(all, kind("Kafka"), kind("KafkaTopic").or(kind("KafkaUser")));
      ordered(all, job::equals, kind("Deployment").and(named(service)));
      ordered(all, kind("Deployment"), kind("ScaledObject"));
      assertEquals("Sync", job.texts("/metadata/annotations").get("argocd.argoproj.io/hook"));
      assertEquals(
          "enabled",
          job.texts("/metadata/annotations").get("kustomize.toolkit.fluxcd.io/force"),
          "a Job cannot be changed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "staging", "production"})
  void settingsHaveTheirContentsHashInTheirNameSoThatARollbackFindsTheOldOnes(String overlay) {
    for (var deployment : Manifest.of(overlay).stream().filter(kind("Deployment")).toList()) {
      var pod = deployment.at("/spec/template/spec");
      Stream.of("configMap", "configMapRef")
          .flatMap(kind -> pod.findValues(kind).stream())
          .map(map -> map.path("name").asText())
          // Made by secrets.sh, once, beside the overlay.
          .filter(name -> !(overlay.equals("local") && name.equals("oidc")))
          .forEach(name -> assertTrue(name.matches(".*-[a-z0-9]{10}"), deployment + ": " + name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "staging", "production"})
  void noReplicaWaitsForAZoneThatIsAway(String overlay) {
    for (var deployment : Manifest.of(overlay).stream().filter(kind("Deployment")).toList()) {
      deployment
          .all("/spec/template/spec/topologySpreadConstraints")
          .forEach(one -> assertEquals("ScheduleAnyway", one.path("whenUnsatisfiable").asText()));
    }
  }

  @Test
  void composeRunsTheKafkaOfTheManifests() {
    var version =
        Manifest.of("production").stream()
            .filter(kind("Kafka"))
            .findFirst()
            .orElseThrow()
            .at("/spec/kafka/version")
            .asText();
    for (var service : List.of("kafka", "kafka-setup")) {
      assertEquals(
          "apache/kafka:" + version,
          Yaml.document("docker-compose.yml").at("/services/" + service + "/image").asText());
    }
  }

  @Test
  void bothWaysInHaveTheSamePaths() {
    var route = Yaml.document("deploy/k8s/components/gateway-api/route.yaml");
    var ingress = Yaml.document("deploy/k8s/components/ingress/ingress.yaml");
    assertEquals(List.of(), StrictSchemas.check(new Manifest(route)));
    assertEquals(List.of(), StrictSchemas.check(new Manifest(ingress)));
    var paths = Set.of("/api", "/health", "/operations");
    assertEquals(paths, Set.copyOf(route.at("/spec/rules").findValuesAsText("value")));
    assertEquals(paths, Set.copyOf(ingress.at("/spec/rules").findValuesAsText("path")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void applyRefusesAnOverlayThatStillHasTheExamples(String overlay, @TempDir Path folder)
      throws Exception {
    var said = apply(overlay, rendered(overlay), folder);
    assertNotEquals(0, said.code());
    assertTrue(said.text().contains("put yours there"), said.text());
    assertTrue(said.text().contains("choose-one-that-nobody-guesses"), said.text());
    assertFalse(Files.exists(folder.resolve("calls")), "nothing was asked of the cluster");
  }

  @Test
  void applyTakesWhatIsSomebodysOwn(@TempDir Path folder) throws Exception {
    var own =
        rendered("production")
            .replace("example.com", "databases.internal")
            .replace("111122223333", "210987654321")
            .replace("choose-one-that-nobody-guesses", "f3a1");
    var said = apply("production", own, folder);
    assertEquals(0, said.code(), said.text());
    var calls = Files.readString(folder.resolve("calls"));
    assertTrue(calls.contains("apply --server-side"), calls);
    var signs = calls.indexOf("deployment/gateway");
    assertTrue(
        signs >= 0 && signs < calls.lastIndexOf("apply --server-side"),
        "what signs requests is there before what asks for signatures: " + calls);
  }

  private record Said(int code, String text) {}

  /** With a kubectl that renders what it is given and writes down everything else. */
  private static Said apply(String overlay, String manifests, Path folder)
      throws IOException, InterruptedException {
    var rendered = Files.writeString(folder.resolve("rendered"), manifests);
    var kubectl = folder.resolve("kubectl");
    Files.writeString(
        kubectl,
        """
        #!/bin/sh
        if [ "$1" = kustomize ]; then cat "$RENDERED"; exit; fi
        echo "$@" >>"$CALLS"
        case "$*" in *' -f -'*) cat >/dev/null ;; esac
        """);
    assertTrue(kubectl.toFile().setExecutable(true));
    var builder =
        new ProcessBuilder("sh", Yaml.file("deploy/k8s/apply.sh").toString(), overlay)
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", folder + ":" + System.getenv("PATH"),
                "RENDERED", rendered.toString(),
                "CALLS", folder.resolve("calls").toString()));
    var process = builder.start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }

  private static String rendered(String overlay) {
    return Yaml.text("deploy/k8s/rendered/" + overlay + ".yaml");
  }

  private static void ordered(
      List<Manifest> all, Predicate<Manifest> first, Predicate<Manifest> then) {
    for (var before : all.stream().filter(first).toList()) {
      all.stream()
          .filter(then)
          .forEach(
              after -> assertTrue(wave(before) < wave(after), before + " is not before " + after));
    }
  }

  private static int wave(Manifest manifest) {
    return Integer.parseInt(manifest.texts("/metadata/annotations").getOrDefault(WAVE, "0"));
  }

  private static Predicate<Manifest> kind(String kind) {
    return manifest -> manifest.kind().equals(kind);
  }

  private static Predicate<Manifest> named(String name) {
    return manifest -> manifest.name().equals(name);
  }
}
