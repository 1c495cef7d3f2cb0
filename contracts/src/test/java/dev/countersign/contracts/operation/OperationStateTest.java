package dev.countersign.contracts.operation;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.EventTypes;
import dev.countersign.contracts.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperationStateTest {
  /** The API's and the views' words: never to be changed. */
  private static final List<String> NAMES =
      List.of(
          "requested",
          "approval-required",
          "held",
          "approved",
          "scheduled",
          "queued",
          "started",
          "rejected",
          "approval-expired",
          "cancelled",
          "failed",
          "timed-out",
          "indeterminate",
          "succeeded");

  @Test
  void theWireNamesAreThese() {
    assertEquals(
        NAMES, Arrays.stream(OperationState.values()).map(OperationState::wireName).toList());
    for (var state : OperationState.values()) {
      assertEquals('"' + state.wireName() + '"', Json.text(state));
      assertEquals(state, OperationState.of(state.wireName()));
    }
    assertThrows(IllegalArgumentException.class, () -> OperationState.of("done"));
  }

  @Test
  void eachIsNamedForTheEventThatLedThere() {
    for (var name : NAMES) {
      assertTrue(EventTypes.names().contains("dev.countersign.operation." + name + ".v1"), name);
    }
  }

  @Test
  void aTerminalStateWinsOverEveryOther() {
    var terminal =
        Arrays.stream(OperationState.values()).filter(OperationState::terminal).collect(toSet());
    assertEquals(
        Set.of(
            "rejected",
            "approval-expired",
            "cancelled",
            "failed",
            "timed-out",
            "indeterminate",
            "succeeded"),
        terminal.stream().map(OperationState::wireName).collect(toSet()));
    for (var state : OperationState.values()) {
      for (var end : terminal) {
        assertTrue(state.terminal() || state.compareTo(end) < 0, state + " " + end);
      }
    }
  }
}
