package dev.countersign.policy.core.classification;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tags, manual mapping, account mapping, naming pattern, fallback: the first that knows the
 * resource decides. A tag with a value that nobody knows says production. A member of a cluster
 * belongs to its cluster's environment, unless something says of the member itself that it is
 * production.
 */
public final class Classifier {
  /** A step that knew the resource. */
  private record Match(Environment environment, String method, String matched) {}

  /** Total and pure: everything that is known has a classification. */
  public static Classification classify(ClassificationSettings settings, Known known) {
    var resource = known.resource();
    var tags = TagEvidence.read(settings, resource.tags());
    if (resource.cluster() == null) {
      return concluded(settings, resource, tags, alone(settings, resource, tags), null);
    }
    var ofItself = ofItself(settings, resource, tags);
    if (ofItself.isPresent() && ofItself.get().environment() == Environment.PRODUCTION) {
      return concluded(settings, resource, tags, ofItself.get(), null);
    }
    var cluster = known.cluster();
    return cluster == null
        ? concluded(settings, resource, tags, withoutItsCluster(resource), null)
        : inherited(settings, resource, tags, cluster);
  }

  /** What the member says of itself must not open a cluster that may be production. */
  private static Match withoutItsCluster(Resource member) {
    return new Match(
        Environment.PRODUCTION,
        "default",
        "a member of the cluster " + member.cluster() + ", which is not known");
  }

  private static Classification inherited(
      ClassificationSettings settings, Resource member, TagEvidence own, Cluster cluster) {
    var tags = TagEvidence.read(settings, cluster.tags());
    var match = alone(settings, cluster, tags);
    return concluded(
        settings,
        member,
        own,
        new Match(
            match.environment(),
            "cluster",
            "its cluster %s by %s: %s"
                .formatted(cluster.identifier(), match.method(), match.matched())),
        new Classification.Inherited(cluster.key(), cluster.identifier(), tags.found()));
  }

  private static Classification concluded(
      ClassificationSettings settings,
      Resource resource,
      TagEvidence tags,
      Match match,
      Classification.@Nullable Inherited from) {
    return new Classification(
        match.environment(),
        match.method(),
        match.matched(),
        resource.identifier(),
        settings.tagNames(),
        tags.found(),
        from);
  }

  /** What is told by the resource alone, whatever it belongs to. */
  private static Match alone(ClassificationSettings settings, Resource resource, TagEvidence tags) {
    return byTag(tags)
        .or(() -> byInstance(settings, resource))
        .or(() -> byAccount(settings, resource))
        .or(() -> byName(settings, resource))
        .orElseGet(
            () -> new Match(settings.fallback(), "default", "nothing tells the environment"));
  }

  /** What is said of this very resource, and not of all in its account. */
  private static Optional<Match> ofItself(
      ClassificationSettings settings, Resource resource, TagEvidence tags) {
    return byTag(tags)
        .or(() -> byInstance(settings, resource))
        .or(() -> byName(settings, resource));
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
