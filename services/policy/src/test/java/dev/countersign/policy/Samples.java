package dev.countersign.policy;

import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Instances and requests for tests. */
public final class Samples {
  public static final String DEVELOPMENT_ACCOUNT = "111122223333";
  public static final String OTHER_ACCOUNT = "444455556666";

  /** Requests are made now: a service with a real clock would take older ones for stale. */
  public static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  public static final Requester OLGA = new Requester("olga", "Olga Operator", List.of("Operator"));
  public static final Requester DORA = new Requester("dora", "Dora Dba", List.of("DBA"));

  public static Instance instance(String account, String identifier, Map<String, String> tags) {
    return new Instance(
        new InstanceKey(
            account, "eu-central-1", "db-" + identifier.toUpperCase(java.util.Locale.ROOT)),
        identifier,
        "arn:aws:rds:eu-central-1:%s:db:%s".formatted(account, identifier),
        "postgres",
        "16.4",
        "db.t4g.medium",
        "available",
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows("02:00-03:00", "sun:04:00-sun:05:00", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of("default.postgres16"),
        tags,
        Map.of(),
        NOW);
  }

  public static OperationRequested request(
      Instance instance, String operation, Map<String, Object> parameters, Requester requester) {
    return requestAt(NOW, instance, operation, parameters, requester);
  }

  public static OperationRequested requestAt(
      Instant made,
      Instance instance,
      String operation,
      Map<String, Object> parameters,
      Requester requester) {
    return new OperationRequested(
        EventIds.next(),
        operation,
        instance.key(),
        instance.identifier(),
        parameters,
        requester,
        "127.0.0.1",
        made);
  }

  private Samples() {}
}
