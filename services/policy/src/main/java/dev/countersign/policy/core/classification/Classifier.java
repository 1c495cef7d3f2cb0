package dev.countersign.policy.core.classification;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import java.util.List;
import java.util.Optional;

/**
 * Tags, manual mapping, account mapping, naming pattern, fallback: the first that knows the
 * resource decides. A tag with a value that nobody knows says production.
 */
public final class Classifier {

  /** A step that knew the resource. */
  private record Match(Environment environment, String method, String matched) {}

  /** Total and pure: every resource has a classification. */
  public static Classification classify(ClassificationSettings settings, Resource resource) {
    var tags = TagEvidence.read(settings, resource.tags());
    var match =
        byTag(tags)
            .or(() -> byInstance(settings, resource))
            .or(() -> asMember(resource))
            .or(() -> byAccount(settings, resource))
            .or(() -> byName(settings, resource))
            .orElseGet(
                () -> new Match(settings.fallback(), "default", "nothing tells the environment"));
    return new Classification(
        match.environment(),
        match.method(),
        match.matched(),
        resource.identifier(),
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

  private static Optional<Match> byInstance(ClassificationSettings settings, Resource resource) {
    // A cluster may be called as an instance is; the identifier in the settings means the instance.
    return mapped(settings, resource.key().toString())
        .or(() ->
            resource instanceof Instance
                ? mapped(settings, resource.identifier())
                : Optional.empty());
  }

  /**
   * What a whole account or a name says must not open the member of a production cluster, whose own
   * environment is not known here.
   */
  private static Optional<Match> asMember(Resource resource) {
    return resource instanceof Instance instance && instance.cluster() != null
        ? Optional.of(
            new Match(
                Environment.PRODUCTION,
                "default",
                "a member of the cluster "
                    + instance.cluster()
                    + " without an environment tag of its own"))
        : Optional.empty();
  }

  private static Optional<Match> mapped(ClassificationSettings settings, String name) {
    return Optional.ofNullable(settings.instances().get(name))
        .map(environment -> new Match(environment, "instance-mapping", name));
  }

  private static Optional<Match> byAccount(ClassificationSettings settings, Resource resource) {
    var account = resource.key().account();
    return Optional.ofNullable(settings.accounts().get(account))
        .map(environment -> new Match(environment, "account-mapping", account));
  }

  private static Optional<Match> byName(ClassificationSettings settings, Resource resource) {
    return settings.namingPatterns().stream()
        .filter(naming -> naming.matches(resource.identifier()))
        .findFirst()
        .map(naming ->
            new Match(naming.environment(), "naming-pattern", naming.pattern().pattern()));
  }

  private static String against(List<String> tags) {
    return tags.isEmpty() ? "" : " (against: " + String.join(", ", tags) + ')';
  }

  private Classifier() {}
}
