package dev.countersign.console.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FieldTest {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["size", "flag"], "properties": {
        "name": {"type": "string", "maxLength": 20, "description": "What it is called."},
        "size": {"type": "integer"},
        "flag": {"type": "boolean"},
        "kind": {"type": "string", "enum": ["gp2", "gp3"]},
        "also": {"type": "array", "items": {"type": "string"}},
        "tags": {"type": "array", "items": {"type": "object"}},
        "confirm_production": {"type": "boolean"}}}
      """;

  private static List<Field> fields(Map<String, String> typed) throws Exception {
    var all = new MultivaluedHashMap<String, String>();
    typed.forEach((name, value) -> all.add("p." + name, value));
    return Field.of(new ObjectMapper().readTree(SCHEMA), all);
  }

  @Test
  void whatIsNeededComesFirstAndTheConfirmationIsNoField() throws Exception {
    assertEquals(
        List.of("size", "flag", "name", "kind", "also", "tags"),
        fields(Map.of()).stream().map(Field::parameter).toList());
  }

  @Test
  void whatIsNeededAndNotTypedIsMissing() throws Exception {
    assertEquals(
        List.of("size"),
        fields(Map.of("flag", "true")).stream()
            .filter(Field::isMissing)
            .map(Field::parameter)
            .toList());
  }

  @Test
  void eachKindBecomesWhatTheApiTakes() throws Exception {
    var parameters =
        Field.parameters(
            fields(
                Map.of(
                    "name", " orders ",
                    "size", "200",
                    "flag", "false",
                    "kind", "gp3",
                    "also", "MultiAZ=true\n\n DBInstanceClass=db.m7g.large ",
                    "tags", "Team=Billing\nReason=a=b")));

    assertEquals("orders", parameters.get("name"));
    assertEquals(200L, parameters.get("size"));
    assertEquals(false, parameters.get("flag"));
    assertEquals("gp3", parameters.get("kind"));
    assertEquals(List.of("MultiAZ=true", "DBInstanceClass=db.m7g.large"), parameters.get("also"));
    assertEquals(
        List.of(Map.of("Key", "Team", "Value", "Billing"), Map.of("Key", "Reason", "Value", "a=b")),
        parameters.get("tags"));
  }

  @Test
  void whatDoesNotFitIsPassedOnForTheApiToSayWhy() throws Exception {
    var parameters = Field.parameters(fields(Map.of("size", "big", "tags", "Team")));

    assertEquals("big", parameters.get("size"));
    assertEquals(List.of(Map.of("Key", "Team")), parameters.get("tags"));
  }

  @Test
  void whatIsEmptyIsNotSaid() throws Exception {
    assertTrue(Field.parameters(fields(Map.of("name", "  ", "flag", ""))).isEmpty());
  }
}
