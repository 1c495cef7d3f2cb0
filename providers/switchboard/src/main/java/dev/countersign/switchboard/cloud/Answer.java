package dev.countersign.switchboard.cloud;

import java.util.Map;
import java.util.UUID;

/**
 * An answer of the service.
 *
 * @param status as in HTTP
 */
public record Answer(int status, Map<String, Object> body) {
  private static final int OK = 200;

  static Answer ok(Map<String, Object> body) {
    return new Answer(OK, body);
  }

  static Answer accepted() {
    return ok(Map.of("RequestId", UUID.randomUUID().toString()));
  }

  /** Whether it was done. */
  public boolean isOk() {
    return status == OK;
  }
}
