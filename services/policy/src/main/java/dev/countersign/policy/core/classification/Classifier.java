package dev.countersign.policy.core.classification;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.instance.Instance;
import java.util.List;
import java.util.Optional;

/**
 * Tags, manual mapping, account mapping, naming pattern, fallback: the first that knows the
 * instance decides. A tag with a value that nobody knows says production.
 */
public final class Classifier {

  /** A step that knew the instance. */
  private record Match(Environment environment, String method, String matched) {}

  /** Total and pure: every instance has a classification. */
  public static Classification classify(ClassificationSettings settings, Instance instance) {
    var tags = TagEvidence.read(settings, instance.tags());
    var match =
        byTag(tags)
            .or(() -> byInstance(settings, instance))
            .or(() -> byAccount(settings, instance))
            .or(() -> byName(settings, instance))
            .orElseGet(
                () -> new Match(settings.fallback(), "default", "nothing tells the environment"));
    return new Classification(
        match.environment(),
        match.method(),
        match.matched(),
        instance.identifier(),
        settings.tagNames(),
        tags.found());
  }

  private static Optional<Match> byTag(TagEvidence tags) {
    return tags.deciding()
        .map(statement ->
            new Match(
                statement.environment(),
                "tag",
                statement.words() + against(tags.contradicting(statement))));
  }

  private static Optional<Match> byInstance(ClassificationSettings settings, Instance instance) {
    return mapped(settings, instance.key().toString())
        .or(() -> mapped(settings, instance.identifier()));
  }

  private static Optional<Match> mapped(ClassificationSettings settings, String name) {
    return Optional.ofNullable(settings.instances().get(name))
        .map(environment -> new Match(environment, "instance-mapping", name));
  }

  private static Optional<Match> byAccount(ClassificationSettings settings, Instance instance) {
    var account = instance.key().account();
    return Optional.ofNullable(settings.accounts().get(account))
        .map(environment -> new Match(environment, "account-mapping", account));
  }

  private static Optional<Match> byName(ClassificationSettings settings, Instance instance) {
    return settings.namingPatterns().stream()
        .filter(naming -> naming.matches(instance.identifier()))
        .findFirst()
        .map(naming ->
            new Match(naming.environment(), "naming-pattern", naming.pattern().pattern()));
  }

  private static String against(List<String> tags) {
    return tags.isEmpty() ? "" : " (against: " + String.join(", ", tags) + ')';
  }

  private Classifier() {}
}
