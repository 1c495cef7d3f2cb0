package dev.countersign.simulator.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.simulator.fleet.Fleet;
import dev.countersign.simulator.rds.Event;
import dev.countersign.simulator.rds.Instance;
import dev.countersign.simulator.rds.Phase;
import dev.countersign.simulator.rds.Resource;
import dev.countersign.simulator.rds.ScheduledChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.123456789Z");

  @Test
  void theStateIsReadBackAsItWasWritten() throws Exception {
    var resources = new ArrayList<Resource>(Fleet.seeded(NOW));
    var idle = (Instance) resources.getFirst();
    resources.add(
        new Instance(
            idle.scope(),
            "db-BUSY",
            idle.attributes(),
            List.of(new Phase(NOW, NOW.plusSeconds(1), "rebooting")),
            List.of(
                new ScheduledChange(
                    NOW, Map.of("Iops", 3_000, "Ratio", 0.5), List.of("a"), List.of("b")))));
    var event =
        new Event(idle.scope(), NOW, "db-instance", "one", idle.arn(), "availability", "\"Größe\"");
    var state = new Journal.State(7, resources, List.of(event));

    var written = Stored.MAPPER.writeValueAsBytes(state);

    assertEquals(state, Stored.MAPPER.readValue(written, Journal.State.class));
  }
}
