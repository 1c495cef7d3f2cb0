package dev.countersign.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  @Test
  void aTokenNamesAPersonTheirGroupsAndItsEnd() {
    var ada =
        known(
            """
            {"sub": "u-1", "name": "Ada", "exp": 1700000000, "groups": ["B", "A", "B"],
             "cognito:groups": "C D"}
            """);

    assertEquals("u-1", ada.requester().subject());
    assertEquals("Ada", ada.requester().name());
    assertEquals(List.of("A", "B", "C D"), ada.requester().groups());
    assertEquals(Instant.ofEpochSecond(1_700_000_000), ada.expires());
  }

  @Test
  void aNameThatCannotBeUsedIsLeftOutOrAnotherOneTaken() {
    var one = "{\"sub\": \"a\", \"exp\": 1, \"name\": 7, \"preferred_username\": \"ada\"}";
    assertEquals("ada", known(one).requester().name());
    assertNull(known("{\"sub\": \"a\", \"exp\": 1, \"name\": {}}").requester().name());
  }

  @Test
  void moreGroupsThanAnybodyHasAreRefusedAndNeverCutOff() {
    var groups = new StringBuilder();
    for (var i = 0; i <= 500; i++) {
      groups.append(i == 0 ? "" : ",").append("\"g").append(i).append('"');
    }
    assertInstanceOf(
        Caller.Unusable.class, read("{\"sub\": \"a\", \"exp\": 1, \"groups\": [" + groups + "]}"));
  }

  @Test
  void aSecretIsNobodysNameAndIsNotRepeated() {
    var key = "AKIAIOSFODNN7EXAMPLE";
    for (var claims :
        List.of(
            "{\"sub\": \"" + key + "\", \"exp\": 1}",
            "{\"sub\": \"a\", \"exp\": 1, \"groups\": [\"DBA\", \"" + key + "\"]}")) {
      var refused = assertInstanceOf(Caller.Unusable.class, read(claims));
      assertTrue(refused.reason().contains("looks like a secret"), refused::reason);
      assertFalse(refused.reason().contains(key), refused::reason);
    }
    assertNull(known("{\"sub\": \"a\", \"exp\": 1, \"name\": \"" + key + "\"}").requester().name());
    assertEquals(
        "ada@example.org",
        known("{\"sub\": \"ada@example.org\", \"exp\": 1}").requester().subject());
  }

  private static Caller.Known known(String claims) {
    return assertInstanceOf(Caller.Known.class, read(claims));
  }

  private static Caller read(String claims) {
    return Claims.read(Json.read(claims, JsonNode.class));
  }
}
