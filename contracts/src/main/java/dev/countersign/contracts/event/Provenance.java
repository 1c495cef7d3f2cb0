package dev.countersign.contracts.event;

import dev.countersign.contracts.KafkaRights;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.RecordEvent.LedgerAppended;
import dev.countersign.contracts.event.RecordEvent.RecordQuarantined;
import dev.countersign.contracts.event.RecordEvent.RulesLoaded;
import dev.countersign.contracts.event.RecordEvent.RulesRefused;
import java.util.stream.Stream;

/**
 * Which source may say what, and where. The broker knows who may write a topic, and not in whose
 * name: a service that was taken over could write another one's events to its own topic.
 */
public final class Provenance {
  private static final String SOURCES = "/countersign/";

  /** The CloudEvents source of a service, the same for all of its replicas. */
  public static String sourceOf(KafkaRights service) {
    return SOURCES + service.principal();
  }

  /** Whether events of this source may be on this topic. A topic that is not ours has no writer. */
  public static boolean mayWrite(String source, String topic) {
    return Stream.of(KafkaRights.values())
        .anyMatch(one -> one.mayWrite(topic) && sourceOf(one).equals(source));
  }

  /** Whether this kind of event may be on this topic. */
  public static boolean belongs(EventData data, String topic) {
    return switch (data) {
      case RequestEvent _ -> topic.equals(Topics.REQUESTS);
      case DecisionEvent _, RulesLoaded _, RulesRefused _ -> topic.equals(Topics.DECISIONS);
      case StatusEvent _ -> topic.equals(Topics.STATUS);
      case ResourceEvent _ -> topic.equals(Topics.RESOURCES);
      case LedgerAppended _ -> topic.equals(Topics.LEDGER);
      // Whoever met the record says so on a topic of its own.
      case RecordQuarantined _ ->
          topic.equals(Topics.REQUESTS)
              || topic.equals(Topics.DECISIONS)
              || topic.equals(Topics.STATUS);
    };
  }

  private Provenance() {}
}
