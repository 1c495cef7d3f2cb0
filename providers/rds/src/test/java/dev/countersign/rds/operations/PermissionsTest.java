package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.provider.operation.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of every operation: it asks for no right that the role is not told to have, and names itself. */
class PermissionsTest {
  @Test
  void aCallAsksForNothingThatItsDefinitionDoesNotHaveAndTheResultNamesIt() {
    for (var definition : Sample.definitions()) {
      for (var parameters : definition.examples()) {
        var order = Sample.order(definition.name(), parameters);
        assertDeclared(definition, order);
        assertNamesItself(order);
      }
    }
  }

  private static void assertDeclared(OperationDefinition definition, Order order) {
    var call = Operations.of(order).call(order);
    for (var right : call.rights()) {
      for (var resource : right.resources()) {
        var kind = resource.split(":", -1)[5];
        var declared = definition.rights().getOrDefault(kind, List.of());
        assertTrue(declared.containsAll(right.actions()), right.actions() + " on " + resource);
      }
    }
    var its = definition.service() + ':' + call.action();
    assertTrue(call.rights().stream().anyMatch(right -> right.actions().contains(its)), its);
  }

  /** Whatever else a result has, whoever reads it alone knows what it is about. */
  private static void assertNamesItself(Order order) {
    var answer = Operations.of(order).answer(order);
    assertEquals(order.operation(), answer.get("operation"));
    assertEquals(order.identifier(), answer.get("instance_id"), order.operation());
  }
}
