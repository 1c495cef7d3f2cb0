package dev.countersign.policy.core.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Classification.Inherited;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A member belongs where its cluster belongs, unless it says production itself. */
class InheritanceTest {
  private static final ClassificationSettings SETTINGS =
      Rulebooks.open().settings().classification();

  @ParameterizedTest
  @CsvSource({
    "dev, prod, PRODUCTION, cluster",
    "dev, test, TEST, cluster",
    "'', dev, DEVELOPMENT, cluster",
    "prod, dev, PRODUCTION, tag",
    "who-knows, dev, PRODUCTION, tag",
    "prod, prod, PRODUCTION, tag",
    "'', who-knows, PRODUCTION, cluster"
  })
  void whatTheTagsOfBothSayTogether(
      String member, String cluster, Environment environment, String method) {
    var found = classify("orders-1", tags(member), tags(cluster));

    assertEquals(environment, found.environment());
    assertEquals(method, found.method());
    assertEquals("orders-1", found.identifier());
  }

  @Test
  void theClassificationSaysByWhichTagOfWhichCluster() {
    var found = classify("orders-1", Map.of(), Map.of("Environment", "Test"));

    assertEquals("its cluster orders by tag: Environment=Test", found.matched());
    assertEquals(Map.of(), found.foundTags());
  }

  @Test
  void aMembersNameThatSaysProductionIsBelieved() {
    var found = classify("orders-prod-1", Map.of(), tags("dev"));

    assertEquals(Environment.PRODUCTION, found.environment());
    assertEquals("naming-pattern", found.method());
  }

  @Test
  void whatAnAccountSaysDoesNotHideAMembersNameThatSaysProduction() {
    for (var account : List.of("production", "sandbox")) {
      var settings = withAccount(Environment.of(account));
      var member = Samples.member(Samples.OTHER_ACCOUNT, "orders-prod-1", "orders", Map.of());

      var found = Classifier.classify(settings, new Known(member, cluster(tags("dev"))));

      assertEquals(Environment.PRODUCTION, found.environment(), account);
      assertEquals("naming-pattern", found.method());
    }
  }

  @Test
  void anAccountOfProductionSaysNothingOfAMemberWhoseClusterSaysOtherwise() {
    var settings = withAccount(Environment.PRODUCTION);

    var found =
        Classifier.classify(
            settings, new Known(member("orders-1", Map.of()), cluster(tags("dev"))));
    var untagged =
        Classifier.classify(settings, new Known(member("orders-1", Map.of()), cluster(Map.of())));

    assertEquals(Environment.DEVELOPMENT, found.environment());
    assertEquals(Environment.PRODUCTION, untagged.environment());
  }

  /** Whatever is said where: what says production of a member or of its cluster decides. */
  @Test
  void inheritanceNeverOpensWhatIsProduction() {
    var environments = List.of(Environment.values());
    for (var account : environments) {
      for (var ofMember : environments) {
        for (var ofCluster : environments) {
          var found =
              Classifier.classify(
                  withAccount(account),
                  new Known(
                      member("orders-1", tags(ofMember.wireName())),
                      cluster(tags(ofCluster.wireName()))));
          var production =
              ofMember == Environment.PRODUCTION || ofCluster == Environment.PRODUCTION;
          assertEquals(
              production ? Environment.PRODUCTION : ofCluster,
              found.environment(),
              () -> ofMember + " in a cluster of " + ofCluster);
        }
      }
    }
  }

  @Test
  void aMemberOfAClusterThatNothingIsSaidOfIsProduction() {
    var found = classify("orders-1", tags("dev"), Map.of());

    assertEquals(Environment.PRODUCTION, found.environment());
    assertEquals("cluster", found.method());
  }

  @Test
  void aMemberOfAClusterThatIsNotKnownIsProduction() {
    var known = new Known(member("test-1", tags("dev")), null);

    var found = Classifier.classify(SETTINGS, known);

    assertEquals(Environment.PRODUCTION, found.environment());
    assertEquals("default", found.method());
    assertEquals("a member of the cluster orders, which is not known", found.matched());
    assertNull(found.inheritedFrom());
    assertFalse(known.isWhole());
  }

  @Test
  void whatItWasInheritedFromIsKeptToBeLookedAtAgain() {
    var cluster = cluster(Map.of("Env", "dev", "Team", "orders"));
    var known = new Known(member("orders-1", Map.of()), cluster);

    var found = Classifier.classify(SETTINGS, known);

    assertEquals(
        new Inherited(cluster.key(), "orders", Map.of("Env", "dev")), found.inheritedFrom());
    assertTrue(known.isWhole());
  }

  @Test
  void whatSaysProductionOfItselfInheritsNothing() {
    assertNull(classify("orders-1", tags("prod"), tags("dev")).inheritedFrom());
  }

  private static Classification classify(
      String identifier, Map<String, String> member, Map<String, String> cluster) {
    return Classifier.classify(SETTINGS, new Known(member(identifier, member), cluster(cluster)));
  }

  private static ClassificationSettings withAccount(Environment environment) {
    return new ClassificationSettings(
        SETTINGS.tagNames(),
        SETTINGS.tagValues(),
        SETTINGS.instances(),
        Map.of(Samples.OTHER_ACCOUNT, environment),
        SETTINGS.namingPatterns(),
        SETTINGS.fallback());
  }

  private static Map<String, String> tags(String value) {
    return value.isEmpty() ? Map.of() : Map.of("Env", value);
  }

  private static Cluster cluster(Map<String, String> tags) {
    return Samples.cluster(Samples.OTHER_ACCOUNT, "orders", tags);
  }

  private static Instance member(String identifier, Map<String, String> tags) {
    return Samples.member(Samples.OTHER_ACCOUNT, identifier, "orders", tags);
  }
}
