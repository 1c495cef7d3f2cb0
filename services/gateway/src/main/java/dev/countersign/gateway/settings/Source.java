package dev.countersign.gateway.settings;

/** The CloudEvents source of this service. */
public final class Source {
  /** As in every event that this service writes. */
  public static final String GATEWAY = "/countersign/gateway";

  private Source() {}
}
