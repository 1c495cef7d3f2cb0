package dev.countersign.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Over the whole catalogue and fleet: a plan that says no is followed by a failure with the very
 * code, a plan that says yes by a start.
 */
@QuarkusTest
@QuarkusTestResource(value = SimulatedAws.class, restrictToAnnotatedClass = true)
class PlansOfTheFleetTest extends Planning {
  private static final List<OperationDefinition> OPERATIONS =
      OperationCatalogue.load().definitions().stream()
          .filter(operation -> operation.service().equals("rds"))
          .toList();

  private static final int AT_ONCE = 16;
  private static final String YES = "";
  private static final Set<String> CLUSTERS = Set.of("dev-aurora-01", "shop-aurora");

  private final Set<String> names = new HashSet<>();

  @Test
  void whatAPlanSaysIsWhatAnExecutionFinds() throws Exception {
    names.addAll(CLUSTERS);
    var instances = Json.read(simulator.done("GET", "/instances", null), JsonNode.class);
    instances.forEach(instance -> names.add(instance.path("instance").asText()));
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            OPERATIONS.stream().flatMap(operation -> fleet(operation).stream()).distinct().count()
                == names.size());
    var effects = simulator.effects().size();
    var refusals = refusals();
    assertEquals(effects, simulator.effects().size(), "a plan had an effect");
    assertTrue(refusals.size() >= 10, refusals.keySet()::toString);
    var sent = new LinkedHashMap<String, Event>();
    refusals.forEach((words, asked) -> sent.put(words, asked.approve()));
    sent.forEach((words, approved) -> {
      var failed = (OperationFailed) topic.end(approved);
      assertEquals(words.split(" ", 2)[1], failed.fault().code(), words);
      assertEquals(List.of(), simulator.effectsOf(approved.subject()), words);
    });
    var started = new TreeSet<String>();
    for (var operation : OPERATIONS) {
      for (var resource : fleet(operation)) {
        var asked = new Asked(operation, resource, confirmed(operation.examples().getFirst()));
        if (no(asked).equals(YES)) {
          var approved = asked.approve();
          topic.end(approved);
          assertTrue(started(approved) > 0, operation.name());
          started.add(operation.name());
          break;
        }
      }
    }
    assertTrue(started.size() >= OPERATIONS.size() - 5, started::toString);
  }

  /** One for each operation and code, of the whole fleet. */
  private Map<String, Asked> refusals() throws Exception {
    var all = new ArrayList<Asked>();
    for (var operation : OPERATIONS) {
      for (var resource : fleet(operation)) {
        all.add(new Asked(operation, resource, confirmed(operation.examples().getFirst())));
      }
    }
    var refusals = new LinkedHashMap<String, Asked>();
    try (var pool = Executors.newFixedThreadPool(AT_ONCE)) {
      var codes = all.stream().map(asked -> pool.submit(() -> no(asked))).toList();
      for (var each = 0; each < all.size(); each++) {
        var code = codes.get(each).get();
        if (!code.equals(YES) && !code.equals("not-now")) {
          refusals.putIfAbsent(all.get(each).operation.name() + ' ' + code, all.get(each));
        }
      }
    }
    return refusals;
  }

  private final class Asked {
    private final OperationDefinition operation;
    private final Resource resource;
    private final Map<String, Object> parameters;

    Asked(OperationDefinition operation, Resource resource, Map<String, Object> parameters) {
      this.operation = operation;
      this.resource = resource;
      this.parameters = parameters;
    }

    Event approve() {
      return topic.decide(Approvals.approval(resource, operation.name(), parameters));
    }
  }

  /** The code of the refusal; empty for a yes. */
  private String no(Asked asked) throws Exception {
    var found = plan(asked.resource, asked.operation.name(), asked.parameters);
    assertFalse(found.preconditions().isEmpty());
    var plan = Objects.requireNonNull(found.plan(), asked.operation.name());
    assertFalse(plan.interruption().why().isBlank());
    assertFalse(Objects.requireNonNull(found.undo()).isBlank());
    return isYes(found) ? YES : String.valueOf(found.preconditions().getLast().code());
  }

  private List<Resource> fleet(OperationDefinition operation) {
    // What other tests have made up is on the topic, too.
    var newest = new LinkedHashMap<String, Resource>();
    topic.resources().stream()
        .filter(seen -> operation.isFor(seen.key()) && names.contains(seen.identifier()))
        .forEach(seen -> newest.put(seen.identifier(), seen));
    return List.copyOf(newest.values());
  }

  private static Map<String, Object> confirmed(Map<String, Object> parameters) {
    var all = new HashMap<>(parameters);
    all.put("confirm_production", true);
    return all;
  }
}
