package dev.countersign.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.Countersign;
import dev.countersign.client.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** What became of what clients had asked for, and what of it happened on RDS. */
record Aftermath(Clients clients, Effects effects, Countersign api) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int ENOUGH = 20;

  /** Each operation succeeds, with one effect, in the order in which its client asked. */
  void expectEachOnceAndInOrder() {
    assertTrue(clients.count() > ENOUGH, () -> "only " + clients.count() + " operations");
    for (var operations : clients.accepted().values()) {
      for (var operation : operations) {
        await().atMost(PATIENCE).until(() -> status(operation).ended());
        assertEquals(Status.SUCCEEDED, status(operation), operation);
      }
    }
    var happened = new HashMap<String, List<JsonNode>>();
    var order = new ArrayList<String>();
    for (var effect : effects.all()) {
      var operation = operationOf(effect);
      order.add(operation);
      happened.computeIfAbsent(operation, _ -> new ArrayList<>()).add(effect);
    }
    clients
        .accepted()
        .forEach((instance, operations) -> {
          for (var operation : operations) {
            var once = happened.getOrDefault(operation, List.of());
            assertEquals(1, once.size(), once::toString);
          }
          assertEquals(operations, order.stream().filter(operations::contains).toList(), instance);
        });
  }

  private String operationOf(JsonNode effect) {
    var session = effect.path("session_name").asText();
    return clients.accepted().values().stream()
        .flatMap(List::stream)
        .filter(session::contains)
        .findFirst()
        .orElse("");
  }

  private Status status(String operation) {
    return api.operation(operation).status();
  }
}
