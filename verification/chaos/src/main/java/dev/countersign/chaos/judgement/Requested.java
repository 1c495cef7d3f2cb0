package dev.countersign.chaos.judgement;

import java.util.Map;

/**
 * What a client asks for.
 *
 * @param key the idempotency key, under which it is asked for again until there is an answer
 */
public record Requested(
    String key, String operation, String instance, Map<String, Object> parameters) {
  /** Whether it asks for a restart. */
  public boolean isReboot() {
    return operation.startsWith("reboot");
  }
}
