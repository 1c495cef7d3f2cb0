package dev.countersign.policy;

import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.OtherResource;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Resources and requests for tests. */
public final class Samples {
  public static final String DEVELOPMENT_ACCOUNT = "111122223333";
  public static final String OTHER_ACCOUNT = "444455556666";

  /** Requests are made now: a service with a real clock would take older ones for stale. */
  public static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  public static final Requester OLGA = new Requester("olga", "Olga Operator", List.of("Operator"));
  public static final Requester DORA = new Requester("dora", "Dora Dba", List.of("DBA"));

  public static Instance instance(String account, String identifier, Map<String, String> tags) {
    return member(account, identifier, null, tags);
  }

  /** An instance that is a member of this cluster; of none where it is null. */
  public static Instance member(
      String account, String identifier, @Nullable String cluster, Map<String, String> tags) {
    return new Instance(
        Instance.keyOf(account, "eu-central-1", "db-" + identifier.toUpperCase(Locale.ROOT)),
        identifier,
        "arn:aws:rds:eu-central-1:%s:db:%s".formatted(account, identifier),
        "postgres",
        "16.4",
        "db.t4g.medium",
        "available",
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows("02:00-03:00", "sun:04:00-sun:05:00", 7),
        new Instance.Topology(false, false, cluster, null, List.of()),
        List.of("default.postgres16"),
        tags,
        Map.of(),
        NOW);
  }

  /** A cluster with a writer and a reader. */
  public static Cluster cluster(String account, String identifier, Map<String, String> tags) {
    return new Cluster(
        Cluster.keyOf(account, "eu-central-1", "cluster-" + identifier.toUpperCase(Locale.ROOT)),
        identifier,
        "arn:aws:rds:eu-central-1:%s:cluster:%s".formatted(account, identifier),
        "aurora-postgresql",
        "16.4",
        "provisioned",
        null,
        "available",
        List.of(
            new Cluster.Member(identifier + "-1", true, 0, "in-sync"),
            new Cluster.Member(identifier + "-2", false, 1, "in-sync")),
        new Cluster.Storage(true, null, null, null),
        new Instance.Windows("02:00-03:00", "sun:04:00-sun:05:00", 7),
        new Cluster.Topology(true, true, null, null, List.of()),
        null,
        "default.aurora-postgresql16",
        tags,
        Map.of(),
        NOW);
  }

  /** A resource of the kind that an operation is done to. */
  public static Resource resourceFor(
      OperationDefinition operation, String account, String identifier, Map<String, String> tags) {
    return switch (operation.kind()) {
      case Instance.KIND -> instance(account, identifier, tags);
      case Cluster.KIND -> cluster(account, identifier, tags);
      default ->
          new OtherResource(
              new ResourceKey(
                  account,
                  "eu-central-1",
                  operation.service(),
                  operation.resourceType(),
                  identifier),
              identifier,
              "arn:aws:" + operation.service(),
              "available",
              tags,
              Map.of(),
              NOW);
    };
  }

  public static OperationRequested request(
      Resource resource, String operation, Map<String, Object> parameters, Requester requester) {
    return requestAt(NOW, resource, operation, parameters, requester);
  }

  public static OperationRequested requestAt(
      Instant made,
      Resource resource,
      String operation,
      Map<String, Object> parameters,
      Requester requester) {
    return new OperationRequested(
        EventIds.next(),
        operation,
        resource.key(),
        resource.identifier(),
        parameters,
        requester,
        "127.0.0.1",
        made);
  }

  private Samples() {}
}
