package dev.countersign.policy.core.classification;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import java.util.List;
import java.util.Optional;

/**
 * Tags, manual mapping, account mapping, naming pattern, fallback: the first that knows the
 * resource decides. A tag with a value that nobody knows says production. A member of a cluster
 * belongs to its cluster's environment, unless something says of the member itself that it is
 * production.
 */
public final class Classifier {
  private static final String CLUSTER = "cluster";
  private static final String DEFAULT = "default";
  private static final String ACCOUNT = "account-mapping";

  /** A step that knew the resource. */
  private record Match(Environment environment, String method, String matched) {}

  /** Total and pure: everything that is known has a classification. */
  public static Classification classify(ClassificationSettings settings, Known known) {
    var own = alone(settings, known.resource());
    if (known.resource().cluster() == null || saysProduction(own)) {
      return own;
    }
    var cluster = known.cluster();
    return cluster == null
        ? withoutItsCluster(own, known.resource())
        : inherited(own, cluster, alone(settings, cluster));
  }

  /** Something says it of the very resource, and not of all that nothing is said of. */
  private static boolean saysProduction(Classification own) {
    return own.environment() == Environment.PRODUCTION
        && !own.method().equals(DEFAULT)
        && !own.method().equals(ACCOUNT);
  }

  /** What the member says of itself must not open a cluster that may be production. */
  private static Classification withoutItsCluster(Classification own, Resource member) {
    return new Classification(
        Environment.PRODUCTION,
        DEFAULT,
        "a member of the cluster " + member.cluster() + ", which is not known",
        own.identifier(),
        own.consultedTags(),
        own.foundTags());
  }

  private static Classification inherited(
      Classification own, Cluster cluster, Classification ofCluster) {
    return new Classification(
        ofCluster.environment(),
        CLUSTER,
        "its cluster %s by %s: %s"
            .formatted(cluster.identifier(), ofCluster.method(), ofCluster.matched()),
        own.identifier(),
        own.consultedTags(),
        own.foundTags(),
        new Classification.Inherited(cluster.key(), cluster.identifier(), ofCluster.foundTags()));
  }

  /** What is told by the resource alone, whatever it belongs to. */
  private static Classification alone(ClassificationSettings settings, Resource resource) {
    var tags = TagEvidence.read(settings, resource.tags());
    var match =
        byTag(tags)
            .or(() -> byInstance(settings, resource))
            .or(() -> byAccount(settings, resource))
            .or(() -> byName(settings, resource))
            .orElseGet(
                () -> new Match(settings.fallback(), DEFAULT, "nothing tells the environment"));
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

  private static Optional<Match> mapped(ClassificationSettings settings, String name) {
    return Optional.ofNullable(settings.instances().get(name))
        .map(environment -> new Match(environment, "instance-mapping", name));
  }

  private static Optional<Match> byAccount(ClassificationSettings settings, Resource resource) {
    var account = resource.key().account();
    return Optional.ofNullable(settings.accounts().get(account))
        .map(environment -> new Match(environment, ACCOUNT, account));
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
