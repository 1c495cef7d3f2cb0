package dev.countersign.policy.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.classification.Classifier;
import dev.countersign.policy.core.classification.Known;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The packaged settings over instances like those that the local platform starts with. */
class SeededFleetTest {
  private static final String ONE = Samples.DEVELOPMENT_ACCOUNT;
  private static final String OTHER = Samples.OTHER_ACCOUNT;

  @Test
  void everyMethodIsMet() {
    is(
        ONE,
        "dev-postgres-01",
        Map.of("Environment", "development"),
        Environment.DEVELOPMENT,
        "tag");
    is(ONE, "test-mysql-01", Map.of("Env", "test"), Environment.TEST, "tag");
    is(ONE, "dev-oracle-01", Map.of("ENV", "DEV"), Environment.DEVELOPMENT, "tag");
    is(ONE, "staging-postgres-01", Map.of("Stage", "stg"), Environment.STAGING, "tag");
    is(ONE, "poc-mariadb-01", Map.of("environment", "PoC"), Environment.POC, "tag");
    is(ONE, "qa-sqlserver-01", Map.of("Env", "QA"), Environment.TEST, "tag");
    is(OTHER, "database-1", Map.of("Environment", "production"), Environment.PRODUCTION, "tag");
    is(OTHER, "orders-mysql-prod", Map.of("Env", "PRD"), Environment.PRODUCTION, "tag");
    is(ONE, "orders-reporting", Map.of("Owner", "bi"), Environment.STAGING, "instance-mapping");
    is(ONE, "analytics-scratch", Map.of(), Environment.DEVELOPMENT, "account-mapping");
    is(ONE, "mystery-db", Map.of("Environment", "blue"), Environment.PRODUCTION, "tag");
    is(OTHER, "prod-postgres-us-1", Map.of(), Environment.PRODUCTION, "naming-pattern");
    is(OTHER, "legacy-erp", Map.of(), Environment.PRODUCTION, "default");
  }

  private static void is(
      String account,
      String identifier,
      Map<String, String> tags,
      Environment environment,
      String method) {
    var found =
        Classifier.classify(
            Rulebooks.closed().settings().classification(),
            new Known(Samples.instance(account, identifier, tags), null));
    assertEquals(environment, found.environment(), identifier);
    assertEquals(method, found.method(), identifier);
  }
}
