package dev.countersign.audit.wiring;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events as the services write them. */
public final class SampleEvents {
  public static final ResourceKey INSTANCE =
      Instance.keyOf("111122223333", "eu-central-1", "db-ABCDEFGHIJKL");

  private static final Instant TIME = Instant.parse("2026-05-01T08:00:00Z");

  public static Event requested(String operation, String person) {
    return event(
        "/countersign/gateway",
        operation,
        1,
        new OperationRequested(
            operation,
            "create_snapshot",
            INSTANCE,
            "dev-postgres-01",
            Map.of("snapshot_id", "before-upgrade"),
            new Requester(person, null, List.of("DBA")),
            "192.0.2.7",
            TIME));
  }

  public static Event rejected(String operation) {
    var classification =
        new Classification(
            Environment.PRODUCTION,
            "tag",
            "Environment=Prod",
            "dev-postgres-01",
            List.of("Environment"),
            Map.of("Environment", "Prod"));
    return event(
        "/countersign/policy",
        operation,
        1,
        new OperationRejected(
            operation,
            "production-closed",
            "No.",
            "Ask.",
            classification,
            List.of("closed@1"),
            "00",
            null));
  }

  public static Event progressed(String operation, long sequence) {
    return event(
        "/countersign/executor",
        operation,
        sequence,
        new OperationProgressed(operation, "confirming", null, "step " + sequence));
  }

  public static Event event(String source, String subject, long sequence, EventData data) {
    var id = EventIds.next();
    return new Event(
        id, source, TIME, subject, INSTANCE.toString(), sequence, new Trace(id, null, null), data);
  }

  public static String topicOf(Event event) {
    return switch (event.source()) {
      case "/countersign/gateway" -> Topics.REQUESTS;
      case "/countersign/policy" -> Topics.DECISIONS;
      default -> Topics.STATUS;
    };
  }

  private SampleEvents() {}
}
