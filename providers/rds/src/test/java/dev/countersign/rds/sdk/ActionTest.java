package dev.countersign.rds.sdk;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Order;
import dev.countersign.rds.operations.Operations;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;

class ActionTest {
  @Test
  void theSdkHasTheActionOfEveryOperationAndTakesItsArguments() throws Throwable {
    var ours =
        OperationCatalogue.load().definitions().stream()
            .filter(definition -> definition.service().equals(Operations.SERVICE))
            .toList();
    for (var definition : ours) {
      for (var parameters : definition.examples()) {
        var call = call(definition, parameters);
        var request = (SdkPojo) Action.named(call.action()).builder().invoke();
        assertDoesNotThrow(() -> Arguments.set(request, call), definition.name());
      }
    }
  }

  @Test
  void actionsThatNoOperationMakesYetAreThereToo() {
    for (var name : List.of("RebootDBCluster", "CopyDBClusterSnapshot", "SwitchoverReadReplica")) {
      assertEquals(Action.named(name), Action.named(name));
    }
    assertThrows(IllegalArgumentException.class, () -> Action.named("DropDatabase"));
    var unknown = new Call("RebootDBInstance", Map.of("Fast", true), List.of());
    assertThrows(
        IllegalArgumentException.class,
        () -> Arguments.set((SdkPojo) Action.named(unknown.action()).builder().invoke(), unknown));
  }

  private static Call call(OperationDefinition definition, Map<String, Object> parameters) {
    var id = definition.kind().equals(Instance.KIND) ? "db-ABC" : "cluster-ABC";
    var order =
        new Order(
            "op-1",
            definition.name(),
            ResourceKey.parse("111122223333:eu-central-1:" + definition.kind() + ':' + id),
            "dev-1",
            parameters,
            "ada",
            new Classification(Environment.TEST, "tag", "", "dev-1", List.of(), Map.of()));
    return Operations.find(definition.name()).orElseThrow().call(order);
  }
}
