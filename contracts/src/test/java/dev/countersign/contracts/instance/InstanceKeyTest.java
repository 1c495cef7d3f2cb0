package dev.countersign.contracts.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.countersign.contracts.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceKeyTest {
  private static final String TEXT = "111122223333:eu-central-1:db-ABCDEFGHIJKL";

  @Test
  void whatIsWrittenIsReadBack() {
    var key = new InstanceKey("111122223333", "eu-central-1", "db-ABCDEFGHIJKL");
    assertEquals(TEXT, key.toString());
    assertEquals(key, InstanceKey.parse(TEXT));
    assertEquals('"' + TEXT + '"', Json.text(key));
    assertEquals(key, Json.read('"' + TEXT + '"', InstanceKey.class));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a:b", "a:b:c:d", ":b:c", "a::c", "a:b:", "a: :c"})
  void anythingWithoutThreePartsIsNoKey(String text) {
    assertThrows(IllegalArgumentException.class, () -> InstanceKey.parse(text));
  }

  @Test
  void aPartHoldsNoColon() {
    assertThrows(IllegalArgumentException.class, () -> new InstanceKey("a:b", "c", "d"));
  }
}
