package dev.countersign.chaos;

import java.util.Map;

/**
 * What a client asks for.
 *
 * @param key the idempotency key, under which it is asked for again until there is an answer
 */
record Requested(String key, String operation, String instance, Map<String, Object> parameters) {
  boolean isReboot() {
    return operation.startsWith("reboot");
  }
}
