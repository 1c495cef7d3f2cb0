package dev.countersign.executor.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.provider.Provider;
import dev.countersign.rds.RdsProvider;
import dev.countersign.switchboard.SwitchboardProvider;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever is on the class path is a service, and nothing else is. */
class ProvidersTest {
  @Test
  void theProvidersOfTheClassPathAreFoundAndSoIsWhatCarriesOutEachDefinition() {
    var found = Providers.all().stream().map(Provider::service).collect(Collectors.toSet());
    assertEquals(Set.of("rds", "switchboard"), found);
    for (var definition : OperationCatalogue.load().definitions()) {
      assertTrue(Providers.operation(definition.name()).isPresent(), definition.name());
    }
  }

  @Test
  void aDefinitionThatNothingCarriesOutIsNamed() {
    var ring = definition("ring_line");
    named(Map.of("rds", new RdsProvider()), ring, "operations/ring_line.json is of the service");
    named(Map.of("switchboard", new RdsProvider()), ring, "ring_line.json has no operation in");
    Providers.carryingOut(ring, Map.of("switchboard", new SwitchboardProvider()));
  }

  private static OperationDefinition definition(String name) {
    return OperationCatalogue.load().find(name).orElseThrow();
  }

  private static void named(
      Map<String, Provider> providers, OperationDefinition definition, String words) {
    var stops =
        assertThrows(
            IllegalStateException.class, () -> Providers.carryingOut(definition, providers));
    assertTrue(String.valueOf(stops.getMessage()).contains(words), stops::getMessage);
  }
}
