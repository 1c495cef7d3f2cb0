package dev.countersign.contracts.resource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.Attribute;
import dev.countersign.contracts.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceKeyTest {
  private static final String PLACE = "111122223333:eu-central-1:";
  private static final String TEXT = PLACE + "rds:db:db-ABCDEFGHIJKL";

  @Test
  void whatIsWrittenIsReadBack() {
    var key = new ResourceKey("111122223333", "eu-central-1", "rds", "db", "db-ABCDEFGHIJKL");
    assertEquals(TEXT, key.toString());
    assertEquals(key, ResourceKey.parse(TEXT));
    assertEquals('"' + TEXT + '"', Json.text(key));
    assertEquals(key, Json.read('"' + TEXT + '"', ResourceKey.class));
    assertEquals("rds:db", key.kind());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a:b:c:d", "111122223333:eu-central-1:db-ABC", TEXT + ":", TEXT + ":x"})
  void anythingWithoutFivePartsIsNoKey(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> ResourceKey.parse(text));
    assertTrue(String.valueOf(refused.getMessage()).contains("five parts"), refused::getMessage);
  }

  @ParameterizedTest
  @CsvSource({
    "account, :eu-central-1:rds:db:x",
    "account, 11112222333:eu-central-1:rds:db:x",
    "account, 11112222333a:eu-central-1:rds:db:x",
    "account, ١١١١٢٢٢٢٣٣٣٣:eu-central-1:rds:db:x",
    "region, 111122223333::rds:db:x",
    "region, 111122223333:EU:rds:db:x",
    "service, 111122223333:eu-central-1::db:x",
    "service, 111122223333:eu-central-1:RDS:db:x",
    "type, 111122223333:eu-central-1:rds::x",
    "type, 111122223333:eu-central-1:rds:-db:x",
    "id, 111122223333:eu-central-1:rds:db:",
    "id, 111122223333:eu-central-1:rds:db:a b",
    "id, 111122223333:eu-central-1:rds:db:ä"
  })
  void aPartOfAnotherFormIsNamed(String part, String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> ResourceKey.parse(text));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("the " + part + " of"), refused::getMessage);
  }

  @Test
  void aPartHoldsNoColon() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ResourceKey("111122223333", "eu-central-1", "rds", "db", "a:b"));
  }

  @Test
  void theLongestKeyIsAKeyOfARecord() {
    var longest =
        new ResourceKey(
            "111122223333", "r".repeat(40), "s".repeat(32), "t".repeat(32), "i".repeat(255));
    assertEquals(ResourceKey.LONGEST, longest.toString().length());
    assertTrue(Attribute.fits(longest.toString()));
    var longer = longest + "i";
    assertThrows(IllegalArgumentException.class, () -> ResourceKey.parse(longer));
  }
}
