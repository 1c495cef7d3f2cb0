package dev.countersign.executor.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Of every operation: it asks for no right that the role is not told to have, and names itself. */
class PermissionsTest {
  private static final Path GOLDEN =
      Path.of(
          System.getProperty("countersign.home", "../.."),
          "contracts/src/test/resources/golden/v1");

  @Test
  void aCallAsksForNothingThatItsOperationDoesNotDeclareAndTheResultNamesIt() throws IOException {
    var names = new TreeSet<String>();
    try (var files = Files.list(GOLDEN)) {
      for (var file : files.filter(f -> f.toString().contains(".requested.v1")).toList()) {
        var value = Json.read(Files.readAllBytes(file), JsonNode.class).path("value");
        var request = Json.read(Json.bytes(value), OperationRequested.class);
        names.add(request.operation());
        assertDeclared(order(request));
      }
    }
    for (var operation : Operations.all()) {
      assertTrue(names.contains(operation.name()), operation.name());
    }
  }

  private static void assertDeclared(Order order) {
    assertNamesItself(order);
    var permissions = Operations.of(order).permissions();
    var call = Operations.of(order).call(order);
    for (var right : call.rights()) {
      for (var resource : right.resources()) {
        var kind = resource.split(":", -1)[5];
        for (var action : right.actions()) {
          assertTrue(
              permissions.stream()
                  .anyMatch(p -> p.kind().equals(kind) && p.actions().contains(action)),
              action + " on " + resource);
        }
      }
    }
  }

  /** Whatever else a result has, whoever reads it alone knows what it is about. */
  private static void assertNamesItself(Order order) {
    var answer = Operations.of(order).answer(order);
    assertEquals(order.operation(), answer.get("operation"));
    assertEquals(order.identifier(), answer.get("instance_id"), order.operation());
  }

  private static Order order(OperationRequested request) {
    return new Order(
        request.operationId(),
        request.operation(),
        request.instance(),
        request.instanceIdentifier(),
        request.parameters(),
        request.requester().subject(),
        new Classification(
            Environment.DEVELOPMENT, "tag", "", "db-1", List.of("Env"), Map.of("Env", "dev")));
  }
}
