package dev.countersign.chaos;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class InjectedTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonNode lost = effect(0, "RebootDBInstance", "db-GONE");
  private final JsonNode deletion = effect(9, "DeleteDBInstance", "db-GONE");

  private static JsonNode effect(int second, String action, String resourceId) {
    return MAPPER
        .createObjectNode()
        .put("time", "2026-01-01T10:00:0" + second + "Z")
        .put("action", action)
        .put("resource_id", resourceId);
  }

  @Test
  void itIsDeletedNextWhereNothingElseWasDoneWithItBefore() {
    var elsewhere = effect(5, "StopDBInstance", "db-OTHER");
    assertTrue(Injected.isDeletedNext(lost, List.of(lost, elsewhere, deletion)));
  }

  @Test
  void anAnswerThatWasLostBeforeAnotherCallIsNotCounted() {
    var stopped = effect(5, "StopDBInstance", "db-GONE");
    assertFalse(Injected.isDeletedNext(lost, List.of(lost, stopped, deletion)));
    assertTrue(Injected.isDeletedNext(stopped, List.of(lost, stopped, deletion)));
  }

  @Test
  void norIsOneOfAnInstanceThatWasDeletedBefore() {
    var again = effect(9, "RebootDBInstance", "db-GONE");
    assertFalse(Injected.isDeletedNext(again, List.of(deletion, again)));
    assertFalse(Injected.isDeletedNext(deletion, List.of(deletion)));
  }
}
