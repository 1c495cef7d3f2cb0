package dev.countersign.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.KafkaRights;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The brokers' ACLs are the table of contracts, wherever the platform runs; and AWS has one door.
 */
class RightsTest {
  /** May see how far groups are behind, and read nothing. */
  private static final String LAG_READER = "lag-reader";

  @ParameterizedTest
  @ValueSource(strings = {"local", "staging", "production"})
  void strimziGivesEachServiceTheRightsOfTheTableAndNoOthers(String overlay) {
    var given = new TreeSet<String>();
    users(overlay)
        .filter(user -> !user.name().equals(LAG_READER))
        .forEach(user -> given.addAll(acls(user)));

    assertEquals(table(), given);
  }

  @Test
  void composeGivesEachServiceTheRightsOfTheTableAndNoOthers() {
    var given = new TreeSet<String>();
    Yaml.text("deploy/compose/kafka/rights.txt")
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> List.of(line.split(" ")))
        .forEach(words -> given.addAll(lines(words)));

    assertEquals(table(), given);
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void whoScalesReadsNoRecord(String overlay) {
    var user = users(overlay).filter(one -> one.name().equals(LAG_READER)).findFirst();

    assertTrue(user.isPresent());
    for (var acl : user.get().all("/spec/authorization/acls")) {
      assertEquals("[\"Describe\"]", acl.path("operations").toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "staging", "production"})
  void everyUserHasAPasswordAndTheBrokersKnowNobodyElse(String overlay) {
    users(overlay)
        .forEach(
            user -> assertEquals("scram-sha-512", user.at("/spec/authentication/type").asText()));
    var kafka = only(overlay, "Kafka");
    assertEquals("simple", kafka.at("/spec/kafka/authorization/type").asText());
    assertTrue(kafka.at("/spec/kafka/authorization/superUsers").isMissingNode());
    for (var listener : kafka.all("/spec/kafka/listeners")) {
      assertTrue(listener.path("tls").asBoolean());
      assertEquals("scram-sha-512", listener.at("/authentication/type").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"staging", "production"})
  void ofAllPodsOnlyTheExecutorHasAnAwsRole(String overlay) {
    var roles = new TreeSet<String>();
    for (var account : Manifest.of(overlay)) {
      if (account.kind().equals("ServiceAccount")
          && account.texts("/metadata/annotations").containsKey("eks.amazonaws.com/role-arn")) {
        roles.add(account.name());
      }
    }
    var ofPods = new TreeSet<String>();
    Manifest.of(overlay).stream()
        .filter(Manifest::hasPods)
        .forEach(pods -> ofPods.add(pods.at("/spec/template/spec/serviceAccountName").asText()));
    assertEquals(Set.of("audit", "executor", "gateway", "migration", "policy"), ofPods);
    roles.retainAll(ofPods);

    assertEquals(Set.of("executor"), roles);
  }

  private static Set<String> table() {
    var lines = new TreeSet<String>();
    for (var rights : KafkaRights.values()) {
      var who = rights.principal();
      rights.writes().forEach(topic -> lines.addAll(lines(List.of(who, "writes", topic))));
      rights.reads().forEach(topic -> lines.addAll(lines(List.of(who, "reads", topic))));
      rights.groups().forEach(group -> lines.addAll(lines(List.of(who, "groups", group))));
    }
    return lines;
  }

  private static List<String> lines(List<String> words) {
    var who = words.getFirst();
    return words.stream()
        .skip(2)
        .flatMap(name ->
            switch (words.get(1)) {
              case "writes" ->
                  Stream.of(
                      who + " topic " + name + " Write", who + " topic " + name + " Describe");
              case "reads" ->
                  Stream.of(who + " topic " + name + " Read", who + " topic " + name + " Describe");
              case "groups" -> Stream.of(who + " group " + name + " Read");
              default -> throw new IllegalArgumentException("what is " + words);
            })
        .toList();
  }

  private static List<String> acls(Manifest user) {
    var lines = new TreeSet<String>();
    for (var acl : user.all("/spec/authorization/acls")) {
      var resource = acl.path("resource");
      assertEquals("literal", resource.path("patternType").asText(), user + " " + acl);
      acl.path("operations")
          .forEach(operation ->
              lines.add(
                  String.join(
                      " ",
                      user.name(),
                      resource.path("type").asText(),
                      resource.path("name").asText(),
                      operation.asText())));
    }
    return List.copyOf(lines);
  }

  private static Stream<Manifest> users(String overlay) {
    return Manifest.of(overlay).stream().filter(one -> one.kind().equals("KafkaUser"));
  }

  private static Manifest only(String overlay, String kind) {
    return Manifest.of(overlay).stream()
        .filter(one -> one.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }
}
