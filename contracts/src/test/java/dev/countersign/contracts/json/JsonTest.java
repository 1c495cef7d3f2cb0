package dev.countersign.contracts.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  record Inner(String theName, Map<String, String> facts) {}

  record Outer(
      String zebra, @Nullable String maybe, int count, List<Inner> inners, Instant seenAt) {}

  private static final String WHOLE =
      """
      {"count":1,"inners":[{"facts":{"a":"1","b":"2"},"the_name":"x"}],\
      "seen_at":"2026-01-02T03:04:05Z","zebra":"z"}\
      """;

  @Test
  void equalValuesHaveEqualBytes() {
    var one = new LinkedHashMap<String, String>();
    one.put("b", "2");
    one.put("a", "1");
    var outer =
        new Outer(
            "z", null, 1, List.of(new Inner("x", one)), Instant.parse("2026-01-02T03:04:05Z"));
    assertEquals(WHOLE, Json.text(outer));
    assertEquals(outer, Json.read(WHOLE, Outer.class));
    assertEquals("\"PT5M\"", Json.text(Duration.ofMinutes(5)));
  }

  @Test
  void timesAreWrittenToTheMillisecondWhateverTheClockTells() {
    var precise = Instant.parse("2026-01-02T03:04:05.678901234Z");
    assertEquals("\"2026-01-02T03:04:05.678Z\"", Json.text(precise));
    assertEquals("{\"at\":\"2026-01-02T03:04:05.678Z\"}", Json.text(Map.of("at", precise)));
  }

  @Test
  void aDuplicateKeyIsRefusedAtAnyDepth() {
    unreadable(WHOLE.replace("\"zebra\":\"z\"", "\"zebra\":\"z\",\"zebra\":\"z\""));
    unreadable(WHOLE.replace("\"a\":\"1\"", "\"a\":\"1\",\"a\":\"3\""));
    unreadable(WHOLE.replace("\"zebra\"", "\"unknown\":{\"k\":1,\"k\":1},\"zebra\""));
  }

  @Test
  void anUnknownFieldIsIgnored() {
    var later = WHOLE.replace("\"zebra\"", "\"unknown\":{\"k\":1},\"zebra\"");
    assertEquals(Json.read(WHOLE, Outer.class), Json.read(later, Outer.class));
  }

  @Test
  void aMissingFieldIsNamedWithItsPlace() {
    assertTrue(unreadable(WHOLE.replace("\"zebra\":\"z\"", "\"x\":1")).contains("Outer.zebra"));
    assertTrue(unreadable(WHOLE.replace("\"count\":1,", "")).contains("Outer.count"));
    assertTrue(
        unreadable(WHOLE.replace(",\"the_name\":\"x\"", "")).contains("Outer.inners.the_name"));
    assertTrue(unreadable(WHOLE.replace("[{", "[null,{")).contains("Outer.inners"));
    assertTrue(unreadable(WHOLE.replace("\"1\"", "null")).contains("Outer.inners.facts"));
  }

  @Test
  void whatIsInTheWrongPlaceIsNotQuoted() {
    var why = unreadable(WHOLE.replace("\"1\"", "{\"secret\":1}"));
    assertTrue(why.contains("inners.0.facts"), why);
    assertFalse(why.contains("secret"), why);
    assertFalse(why.contains("facts.a"), why);
  }

  @Test
  void nothingIsReadableFromNothing() {
    unreadable("");
    unreadable("null");
    unreadable("[]");
    unreadable(WHOLE + "{}");
  }

  private static String unreadable(String json) {
    return String.valueOf(
        assertThrows(UnreadableJson.class, () -> Json.read(json, Outer.class)).getMessage());
  }
}
