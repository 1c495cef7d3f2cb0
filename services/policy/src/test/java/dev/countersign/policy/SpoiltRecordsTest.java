package dev.countersign.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.poison.Poisons;
import dev.countersign.embedded.SpoiltRecords;
import dev.countersign.embedded.SpoiltRecords.Spoilt;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that can be wrong with a record, and a good one behind it. */
@QuarkusTest
@QuarkusTestResource(PolicyInfra.class)
class SpoiltRecordsTest {
  @Inject
  @ConfigProperty(name = "quarkus.datasource.reactive.url")
  String database;

  @ParameterizedTest
  @ValueSource(strings = {Topics.RESOURCES, Topics.REQUESTS})
  void noneStopsTheOneBehindItAndNoneIsActedOnThatNobodyMayActOn(String topic) throws Exception {
    var spoilt =
        Poisons.of(topic).stream()
            .map(poison -> new Spoilt(poison.content(), poison.refused()))
            .toList();

    assertEquals(Set.of(), SpoiltRecords.notPutAside(database, spoilt, Poisons.good(topic)));
  }
}
