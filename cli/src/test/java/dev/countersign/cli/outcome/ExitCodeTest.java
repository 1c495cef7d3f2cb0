package dev.countersign.cli.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.client.Status;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pipelines rely on. */
class ExitCodeTest {
  @ParameterizedTest
  @CsvSource({
    "400, invalid-parameter, false, 2",
    "400, ambiguous-instance, false, 5",
    "400, ambiguous-resource, false, 5",
    "401, unauthenticated, false, 4",
    "403, production-closed, true, 3",
    "403, own-request, true, 4",
    "403, not-yours-to-vote, true, 4",
    "403, own-break-glass, true, 4",
    "403, forbidden, false, 4",
    "404, operation-not-found, false, 5",
    "405, method-not-allowed, false, 2",
    "409, operation-ended, false, 3",
    "409, ballot-changed, false, 3",
    "409, idempotency-in-flight, false, 75",
    "413, body-too-large, false, 2",
    "422, idempotency-key-reused, false, 2",
    "429, rate-limited, false, 75",
    "500, internal-error, false, 1",
    "502, about:blank, false, 75",
    "503, outcome-unknown, true, 75",
    "504, about:blank, false, 75"
  })
  void everyProblemHasACode(int status, String name, boolean ofAnOperation, int expected) {
    assertEquals(expected, ExitCode.of(status, name, ofAnOperation).code());
  }

  @Test
  void everyStatusOfAnOperationHasACode() throws Exception {
    var seen = new EnumMap<Status, Integer>(Status.class);
    for (var status : Status.values()) {
      seen.put(status, code(status.wireName(), "null", ""));
    }
    assertEquals(
        new EnumMap<>(
            Map.ofEntries(
                Map.entry(Status.REQUESTED, 8),
                Map.entry(Status.APPROVAL_REQUIRED, 9),
                Map.entry(Status.HELD, 8),
                Map.entry(Status.APPROVED, 8),
                Map.entry(Status.SCHEDULED, 8),
                Map.entry(Status.QUEUED, 8),
                Map.entry(Status.STARTED, 8),
                Map.entry(Status.REJECTED, 3),
                Map.entry(Status.APPROVAL_EXPIRED, 6),
                Map.entry(Status.CANCELLED, 6),
                Map.entry(Status.FAILED, 6),
                Map.entry(Status.TIMED_OUT, 6),
                Map.entry(Status.INDETERMINATE, 7),
                Map.entry(Status.SUCCEEDED, 0),
                Map.entry(Status.UNKNOWN, 8))),
        seen);
  }

  @Test
  void whatWasFoundOutLaterCounts() throws Exception {
    assertEquals(0, code("timed-out", "true", ""));
    assertEquals(0, code("indeterminate", "true", ""));
    assertEquals(6, code("indeterminate", "false", ""));
  }

  @Test
  void whatItsRequesterCancelledWasNotRefused() throws Exception {
    assertEquals(6, code("rejected", "false", "cancelled"));
    assertEquals(3, code("rejected", "false", "rejected-by-approver"));
  }

  private static int code(String status, String success, String code) throws Exception {
    var operation =
        "{\"status\": \"%s\", \"success\": %s, \"code\": \"%s\"}".formatted(status, success, code);
    return ExitCode.of(new JsonMapper().readTree(operation)).code();
  }
}
