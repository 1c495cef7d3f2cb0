package dev.countersign.policy.core.classification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.Samples;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClassifierTest {
  private static final ClassificationSettings SETTINGS =
      new ClassificationSettings(
          List.of("Environment", "Env", "Stage"),
          Map.of(
              "dev", Environment.DEVELOPMENT,
              "development", Environment.DEVELOPMENT,
              "test", Environment.TEST,
              "prod", Environment.PRODUCTION),
          Map.of(
              "mapped", Environment.STAGING,
              "444455556666:eu-central-1:rds:db:db-KEYED", Environment.POC),
          Map.of("111122223333", Environment.SANDBOX),
          List.of(
              new NamingPattern(Pattern.compile("^test-"), Environment.TEST),
              new NamingPattern(Pattern.compile("^test-prod"), Environment.PRODUCTION)),
          Environment.PRODUCTION);

  @Test
  void tagNamesAndValuesAreReadInAnyCase() {
    for (var name : List.of("Environment", "ENVIRONMENT", "environment", "Env", "ENV", "sTAGE")) {
      for (var value : List.of("dev", "Dev", "DEV", " development ", "DEVELOPMENT")) {
        var found = classify("x", Map.of(name, value));
        assertEquals(Environment.DEVELOPMENT, found.environment());
        assertEquals("tag", found.method());
        assertEquals(name + '=' + value, found.matched());
        assertEquals(Map.of(name, value), found.foundTags());
      }
    }
  }

  @Test
  void everyNameThatWasLookedForIsTold() {
    assertEquals(SETTINGS.tagNames(), classify("x", Map.of()).consultedTags());
    assertEquals(Map.of(), classify("x", Map.of("Owner", "dev")).foundTags());
    assertEquals("x", classify("x", Map.of()).identifier());
  }

  @Test
  void productionWinsWhereTagsContradictEachOther() {
    for (var tags :
        List.of(
            Map.of("Environment", "dev", "Stage", "prod"),
            Map.of("Environment", "prod", "Stage", "dev"),
            Map.of("Env", "dev", "ENV", "prod"))) {
      var found = classify("mapped", tags);
      assertEquals(Environment.PRODUCTION, found.environment());
      assertTrue(found.matched().contains("against"), found.matched());
      assertEquals(tags, found.foundTags());
    }
  }

  @Test
  void theMostTrustedNameDecidesBetweenTwoThatAreNotProduction() {
    var found = classify("x", Map.of("Stage", "dev", "Environment", "test"));
    assertEquals(Environment.TEST, found.environment());
    assertEquals("Environment=test (against: Stage=dev)", found.matched());
  }

  @Test
  void anUnknownValueIsProductionAndIsTold() {
    for (var value : List.of("blue", "", " ", "non-dev", "d\u0435v", "developer")) {
      var found = classify("mapped", Map.of("Environment", value));
      assertEquals(Environment.PRODUCTION, found.environment(), value);
      assertEquals("tag", found.method());
      assertEquals("Environment=" + value + " (not understood)", found.matched());
      assertEquals(Map.of("Environment", value), found.foundTags());
    }
  }

  @Test
  void anUnknownValueBesideAKnownOneIsProduction() {
    for (var tags :
        List.of(
            Map.of("Environment", "blue", "Stage", "dev"),
            Map.of("Environment", "dev", "Stage", "blue"))) {
      var found = classify("x", tags);
      assertEquals(Environment.PRODUCTION, found.environment());
      assertTrue(found.matched().contains("=blue (not understood) (against: "), found.matched());
    }
  }

  @Test
  void productionIsFoundHoweverItIsWritten() {
    for (var value :
        List.of(
            "Prod-EU",
            "prod_eu",
            "eu/PROD/1",
            "prod2",
            "pre-prod",
            "non-prod",
            "dev-prod",
            "\u00a0prod\u2003",
            "\uff30\uff32\uff2f\uff24",
            "pr\u200bod",
            "prod.")) {
      for (var name :
          List.of("Environment", "Env ", "\u00a0ENV", "\uff25\uff4e\uff56", "env\u200b")) {
        var found = classify("mapped", Map.of(name, value, "Stage", "dev"));
        assertEquals(Environment.PRODUCTION, found.environment(), name + '=' + value);
        assertEquals("tag", found.method());
        assertEquals(Map.of(name, value, "Stage", "dev"), found.foundTags());
      }
    }
  }

  @Test
  void tagsComeBeforeTheInstanceTheAccountTheNameAndTheDefault() {
    var tagged = Map.of("Env", "test");
    assertMethod("tag", Environment.TEST, Samples.DEVELOPMENT_ACCOUNT, "mapped", tagged);
    assertMethod(
        "instance-mapping", Environment.STAGING, Samples.DEVELOPMENT_ACCOUNT, "mapped", Map.of());
    assertMethod("instance-mapping", Environment.POC, Samples.OTHER_ACCOUNT, "keyed", Map.of());
    assertMethod(
        "account-mapping", Environment.SANDBOX, Samples.DEVELOPMENT_ACCOUNT, "test-1", Map.of());
    assertMethod("naming-pattern", Environment.TEST, Samples.OTHER_ACCOUNT, "test-1", Map.of());
    assertMethod("default", Environment.PRODUCTION, Samples.OTHER_ACCOUNT, "else", Map.of());
  }

  @Test
  void theFirstPatternThatMatchesDecides() {
    assertMethod("naming-pattern", Environment.TEST, Samples.OTHER_ACCOUNT, "test-prod", Map.of());
  }

  @Test
  void whatAnAccountOrANameSaysDoesNotOpenTheMemberOfACluster() {
    for (var account : List.of(Samples.DEVELOPMENT_ACCOUNT, Samples.OTHER_ACCOUNT)) {
      for (var tags : List.of(Map.<String, String>of(), Map.of("Env", "dev"))) {
        var member = Samples.member(account, "test-1", "orders", tags);
        var found = classify(member, Samples.cluster(account, "orders", Map.of("Env", "prod")));
        assertEquals(Environment.PRODUCTION, found.environment());
        assertEquals("cluster", found.method());
      }
    }
  }

  @Test
  void anIdentifierInTheSettingsMeansTheInstanceAndNoCluster() {
    var cluster = Samples.cluster(Samples.OTHER_ACCOUNT, "mapped", Map.of());
    assertEquals(Environment.PRODUCTION, classify(cluster, null).environment());
  }

  private static void assertMethod(
      String method,
      Environment environment,
      String account,
      String identifier,
      Map<String, String> tags) {
    var found = classify(Samples.instance(account, identifier, tags), null);
    assertEquals(method, found.method());
    assertEquals(environment, found.environment());
  }

  private static Classification classify(String identifier, Map<String, String> tags) {
    Instance instance = Samples.instance(Samples.OTHER_ACCOUNT, identifier, tags);
    return classify(instance, null);
  }

  private static Classification classify(Resource resource, @Nullable Cluster cluster) {
    return Classifier.classify(SETTINGS, new Known(resource, cluster));
  }
}
