package dev.countersign.contracts.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Resource;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operation with these parameters means for this resource. In production each of the three
 * needs {@code confirm_production}.
 *
 * @param interruptsService clients of the database notice
 * @param destroys something is gone for ever
 * @param lessensProtection the resource is protected less than before, or may be
 */
public record Consequences(boolean interruptsService, boolean destroys, boolean lessensProtection) {
  private static final String INTERRUPTS = "x-interrupts-service";
  private static final String LESSENS = "x-lessens-protection";
  private static final String PRESENT = "x-present";

  /**
   * @param parameters as the catalogue allows them
   * @param resource as it is known now
   */
  public static Consequences of(
      OperationDefinition operation, Map<String, Object> parameters, Resource resource) {
    return new Consequences(
        operation.interruptsService() || any(INTERRUPTS, operation, parameters, resource),
        operation.destroys(),
        operation.lessensProtection() || any(LESSENS, operation, parameters, resource));
  }

  /** Whether somebody has to say that they know that this is production. */
  public boolean needConfirmation() {
    return interruptsService || destroys || lessensProtection;
  }

  private static boolean any(
      String what, OperationDefinition operation, Map<String, Object> given, Resource resource) {
    return operation.parameters().path("properties").properties().stream()
        .filter(parameter -> parameter.getValue().has(what))
        .anyMatch(parameter ->
            holds(what, parameter.getValue(), given.get(parameter.getKey()), resource));
  }

  /** Whether the condition that the parameter's schema names is met by its value. */
  private static boolean holds(
      String what, JsonNode schema, @Nullable Object value, Resource resource) {
    if (value == null) {
      return false;
    }
    var condition = schema.path(what).asText();
    return switch (condition) {
      case "when-given" -> true;
      case "when-false" -> Boolean.FALSE.equals(value);
      case "when-lower" -> isLower(value, present(schema, resource));
      default -> throw new IllegalStateException("the catalogue has no condition " + condition);
    };
  }

  private static JsonNode present(JsonNode schema, Resource resource) {
    JsonNode known = Json.mapper().valueToTree(resource);
    return known.at(schema.path(PRESENT).asText());
  }

  /** Where nothing is set at present, nothing can be lowered. */
  private static boolean isLower(Object value, JsonNode present) {
    return present.isNumber()
        && new BigDecimal(value.toString()).compareTo(present.decimalValue()) < 0;
  }
}
