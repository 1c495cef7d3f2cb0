package dev.countersign.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.KafkaRights;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every pod of ours promises to the cluster that it runs in. */
class PodsTest {
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @ParameterizedTest
  @ValueSource(strings = {"local", "staging", "production"})
  private @interface InEveryOverlay {}

  private static final Set<String> SERVICES = Set.of("gateway", "policy", "executor", "audit");

  /** What the operators make: Strimzi's users and CA, CloudNativePG's CA. */
  private static final Set<String> MADE_BY_OPERATORS =
      Set.of("countersign-cluster-ca-cert", "countersign-postgres-ca");

  /** What deploy/secrets.sh makes for the overlay local. */
  private static final Set<String> MADE_BY_THE_SCRIPT =
      Set.of(
          "gateway-signing-key",
          "policy-request-keys",
          "policy-signing-key",
          "executor-decision-keys",
          "audit-signing-key",
          "executor-aws");

  @InEveryOverlay
  void noPodRunsAsRootOrWritesOutsideItsVolumesOrGainsRights(String overlay) {
    pods(overlay)
        .forEach(pods -> {
          var pod = pods.at("/spec/template/spec");
          assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean(), pods.toString());
          assertTrue(pod.at("/securityContext/runAsUser").asInt() >= 10000, pods.toString());
          assertEquals("RuntimeDefault", pod.at("/securityContext/seccompProfile/type").asText());
          assertFalse(pod.path("automountServiceAccountToken").asBoolean(true));
          assertFalse(pod.path("enableServiceLinks").asBoolean(true));
          for (var container : pods.all("/spec/template/spec/containers")) {
            var limits = container.path("securityContext");
            assertTrue(limits.path("readOnlyRootFilesystem").asBoolean(), pods.toString());
            assertFalse(limits.path("allowPrivilegeEscalation").asBoolean(true));
            assertEquals("[\"ALL\"]", limits.at("/capabilities/drop").toString());
            assertTrue(container.at("/resources/requests/memory").isTextual());
            assertTrue(container.at("/resources/limits/memory").isTextual());
          }
        });
  }

  @InEveryOverlay
  void everyServiceIsProbedAndEndsWithinTwentySecondsAndIsReplacedBeforeItGoes(String overlay) {
    var services =
        pods(overlay)
            .filter(pods -> SERVICES.contains(pods.name()))
            .collect(Collectors.toMap(Manifest::name, one -> one));
    assertEquals(SERVICES, services.keySet());
    for (var service : services.values()) {
      var container = service.at("/spec/template/spec/containers/0");
      assertEquals("/q/health/started", container.at("/startupProbe/httpGet/path").asText());
      assertEquals("/q/health/ready", container.at("/readinessProbe/httpGet/path").asText());
      assertEquals("/q/health/live", container.at("/livenessProbe/httpGet/path").asText());
      // A stop takes 19 s at most; a pause before SIGTERM would be taken from that.
      assertEquals(20, service.at("/spec/template/spec/terminationGracePeriodSeconds").asInt());
      assertFalse(container.has("lifecycle"), service.toString());
      assertEquals(0, service.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1));
      assertEquals(1, service.at("/spec/strategy/rollingUpdate/maxSurge").asInt(-1));
      assertEquals(2, service.all("/spec/template/spec/topologySpreadConstraints").size());
      assertTrue(exists(overlay, "PodDisruptionBudget", service.name()));
    }
  }

  @InEveryOverlay
  void whatAPodMountsOrReadsIsThere(String overlay) {
    var secrets = new HashSet<>(MADE_BY_OPERATORS);
    var maps = new HashSet<String>();
    var accounts = new HashSet<String>();
    for (var manifest : Manifest.of(overlay)) {
      switch (manifest.kind()) {
        case "ExternalSecret" -> secrets.add(manifest.at("/spec/target/name").asText());
        case "KafkaUser" -> secrets.add("kafka-" + manifest.name());
        case "ConfigMap" -> maps.add(manifest.name());
        case "ServiceAccount" -> accounts.add(manifest.name());
        default -> {}
      }
    }
    if (overlay.equals("local")) {
      secrets.addAll(MADE_BY_THE_SCRIPT);
      SERVICES.forEach(service -> secrets.addAll(List.of(service + "-db", service + "-db-owner")));
      maps.add("oidc");
    }
    pods(overlay)
        .forEach(pods -> {
          var pod = pods.at("/spec/template/spec");
          assertSubset(secrets, pods, pod.findValuesAsText("secretName"));
          pod.findValues("secretKeyRef")
              .forEach(ref -> assertSubset(secrets, pods, List.of(ref.path("name").asText())));
          Stream.of("configMap", "configMapRef", "configMapKeyRef")
              .flatMap(kind -> pod.findValues(kind).stream())
              .forEach(ref -> assertSubset(maps, pods, List.of(ref.path("name").asText())));
          if (pod.has("serviceAccountName")) {
            assertSubset(accounts, pods, List.of(pod.path("serviceAccountName").asText()));
          }
        });
  }

  @InEveryOverlay
  void nothingSecretIsInTheManifests(String overlay) {
    for (var manifest : Manifest.of(overlay)) {
      assertFalse(manifest.kind().equals("Secret"), manifest.toString());
      assertFalse(manifest.node().toString().contains("PRIVATE KEY"), manifest.toString());
    }
    // Passwords come by reference, never by value.
    pods(overlay)
        .flatMap(pods -> pods.at("/spec/template/spec").findValues("env").stream())
        .forEach(env ->
            env.forEach(variable -> {
              var name = variable.path("name").asText();
              if (name.endsWith("PASSWORD") || name.contains("JAAS")) {
                assertTrue(variable.has("valueFrom"), name);
              }
            }));
  }

  @InEveryOverlay
  void onlyTheMigrationHasTheOwnersPasswordAndEachKeyHasOneHolder(String overlay) {
    var who =
        pods(overlay)
            .filter(pods -> pods.node().toString().contains("-db-owner"))
            .map(Manifest::kind)
            .collect(Collectors.toSet());
    assertEquals(Set.of("Job"), who);

    assertEquals(List.of("policy"), holders(overlay, "policy-signing-key"));
    assertEquals(List.of("gateway"), holders(overlay, "gateway-signing-key"));
    assertEquals(List.of("policy"), holders(overlay, "policy-request-keys"));
  }

  private static List<String> holders(String overlay, String secret) {
    return pods(overlay)
        .filter(
            pods -> pods.at("/spec/template/spec").findValuesAsText("secretName").contains(secret))
        .map(Manifest::name)
        .toList();
  }

  @InEveryOverlay
  void nothingIsReachedThatNobodyOpened(String overlay) {
    var all = Manifest.of(overlay);
    var everybody =
        all.stream()
            .filter(one -> one.kind().equals("NetworkPolicy"))
            .filter(one -> one.at("/spec/podSelector").isEmpty() && !one.at("/spec").has("egress"))
            .toList();
    assertEquals(1, everybody.size());
    assertEquals(
        "[\"Ingress\",\"Egress\"]", everybody.getFirst().at("/spec/policyTypes").toString());

    // A policy that selects nobody is a slip of the pen.
    var labels = pods(overlay).map(pods -> pods.texts("/spec/template/metadata/labels")).toList();
    for (var policy : all) {
      if (policy.kind().equals("NetworkPolicy")) {
        var selected = policy.texts("/spec/podSelector/matchLabels");
        var foreign =
            selected.keySet().stream().anyMatch(key -> key.matches("(strimzi|cnpg)\\.io/.*"));
        assertTrue(
            foreign
                || labels.stream().anyMatch(of -> of.entrySet().containsAll(selected.entrySet())),
            policy.toString());
      }
    }
  }

  @InEveryOverlay
  void everyRoleOfTheDatabaseReachesItsOwnDatabaseAlone(String overlay) {
    var cluster =
        Manifest.of(overlay).stream().filter(one -> one.kind().equals("Cluster")).findFirst();
    var rules = new TreeSet<String>();
    cluster.orElseThrow().all("/spec/postgresql/pg_hba").forEach(rule -> rules.add(rule.asText()));
    var expected = new TreeSet<>(Set.of("host all all all reject"));
    SERVICES.forEach(
        one -> expected.add("hostssl %1$s %1$s,%1$s_owner all scram-sha-256".formatted(one)));

    assertEquals(expected, rules);
    assertEquals(
        "host all all all reject",
        cluster.orElseThrow().at("/spec/postgresql/pg_hba/" + (rules.size() - 1)).asText());
  }

  @InEveryOverlay
  void replicasFollowLagAndNeverOutnumberThePartitions(String overlay) {
    var partitions =
        Manifest.of(overlay).stream()
            .filter(one -> one.kind().equals("KafkaTopic"))
            .collect(Collectors.toMap(Manifest::name, one -> one.at("/spec/partitions").asInt()));
    assertEquals(5, partitions.size());
    for (var scaled : Manifest.of(overlay)) {
      if (scaled.kind().equals("ScaledObject")) {
        var trigger = scaled.at("/spec/triggers/0/metadata");
        var topic = trigger.path("topic").asText();
        assertTrue(scaled.at("/spec/maxReplicaCount").asInt() <= partitions.getOrDefault(topic, 0));
        assertTrue(scaled.at("/spec/minReplicaCount").asInt() >= 2);
        assertTrue(exists(overlay, "Deployment", scaled.at("/spec/scaleTargetRef/name").asText()));
        assertTrue(
            KafkaRights.of(scaled.name())
                .orElseThrow()
                .groups()
                .contains(trigger.path("consumerGroup").asText()));
        var namespace = scaled.at("/metadata/namespace").asText();
        assertEquals(
            "countersign-kafka-bootstrap." + namespace + ".svc:9093",
            trigger.path("bootstrapServers").asText());
      }
    }
  }

  private static void assertSubset(Set<String> present, Manifest pods, List<String> needed) {
    needed.forEach(name -> assertTrue(present.contains(name), pods + " needs " + name));
  }

  private static boolean exists(String overlay, String kind, String name) {
    return Manifest.of(overlay).stream()
        .anyMatch(one -> one.kind().equals(kind) && one.name().equals(name));
  }

  private static Stream<Manifest> pods(String overlay) {
    return Manifest.of(overlay).stream().filter(Manifest::hasPods);
  }
}
