package dev.countersign.contracts;

import static dev.countersign.contracts.Topics.DECISIONS;
import static dev.countersign.contracts.Topics.LEDGER;
import static dev.countersign.contracts.Topics.REQUESTS;
import static dev.countersign.contracts.Topics.RESOURCES;
import static dev.countersign.contracts.Topics.STATUS;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What each service may do on Kafka, and nothing beyond: the one table that the broker's ACLs, the
 * check at each start and the documentation are compared with. No right on the cluster is needed:
 * an idempotent producer needs none where it may write a topic.
 */
public enum KafkaRights {
  /** Asks, and shows what became of it. */
  GATEWAY(
      List.of(REQUESTS),
      List.of(DECISIONS, STATUS, RESOURCES, LEDGER),
      List.of("gateway-decisions", "gateway-status", "gateway-resources", "gateway-outbox")),

  /** Alone may decide. */
  POLICY(
      List.of(DECISIONS),
      List.of(REQUESTS, RESOURCES, LEDGER),
      List.of("policy-requests", "policy-resources", "policy-outbox")),

  /** Hears decisions and no requests: nobody but policy can make it act. */
  EXECUTOR(
      List.of(STATUS, RESOURCES),
      List.of(DECISIONS, LEDGER),
      List.of("executor-decisions", "executor-outbox")),

  /** Reads what is recorded, without a consumer group; says what the ledger holds. */
  AUDIT(List.of(LEDGER), Topics.RECORDED, List.of());

  private final List<String> writes;
  private final List<String> reads;
  private final List<String> groups;

  KafkaRights(List<String> writes, List<String> reads, List<String> groups) {
    this.writes = writes;
    this.reads = reads;
    this.groups = groups;
  }

  /** The rights of a principal; none for one that is not in the table. */
  public static Optional<KafkaRights> of(String principal) {
    return Stream.of(values()).filter(one -> one.principal().equals(principal)).findFirst();
  }

  /** The Kafka user: the service's name. */
  public String principal() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Topics with the operations {@code Write} and {@code Describe}. */
  public List<String> writes() {
    return writes;
  }

  /** Topics with the operations {@code Read} and {@code Describe}. */
  public List<String> reads() {
    return reads;
  }

  /** Consumer groups with the operation {@code Read}. */
  public List<String> groups() {
    return groups;
  }

  /** Whether it may write this topic. */
  public boolean mayWrite(String topic) {
    return writes.contains(topic);
  }

  /** Whether it may read this topic. */
  public boolean mayRead(String topic) {
    return reads.contains(topic);
  }
}
