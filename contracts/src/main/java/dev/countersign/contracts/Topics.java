package dev.countersign.contracts;

import java.util.List;

/** The Kafka topics. Each has one writer, so that a broker's ACLs can say who may claim what. */
public final class Topics {
  /** Written by the gateway: what people and programs ask for. */
  public static final String REQUESTS = "countersign.requests";

  /** Written by policy: what may happen. The executor obeys this topic and no other. */
  public static final String DECISIONS = "countersign.decisions";

  /** Written by the executor: what happened. */
  public static final String STATUS = "countersign.status";

  /** Written by the executor, compacted by resource key: what there is. */
  public static final String RESOURCES = "countersign.resources";

  /** Written by audit: which events the ledger holds. */
  public static final String LEDGER = "countersign.ledger";

  /**
   * Topics whose events the ledger records, in the order that a reader would want them replayed.
   */
  public static final List<String> RECORDED = List.of(REQUESTS, DECISIONS, STATUS, RESOURCES);

  /** All of them. */
  public static final List<String> ALL = List.of(REQUESTS, DECISIONS, STATUS, RESOURCES, LEDGER);

  private Topics() {}
}
