package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.resource.Instance;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Events that are published again arrive after newer ones, and change nothing. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class InventoryOrderTest extends GatewayTest {
  private final Instant now = Instant.now();
  private final String name = "order-" + Long.toString(System.nanoTime(), 36);

  @Test
  void anOlderSightingDoesNotReplaceANewerOne() {
    var seen = neighbours.observe(ACCOUNT, REGION, name, "stopped", now);
    neighbours.observe(seen, "available", now.minusSeconds(60));
    whenAllIsHeard(seen);

    assertEquals("stopped", ada.get("/api/instances/" + name).text("status"));
  }

  @Test
  void anOlderAbsenceDoesNotRemoveWhatWasSeenSince() {
    var seen = neighbours.observe(ACCOUNT, REGION, name, "available", now);
    neighbours.gone(seen, now.minusSeconds(60));
    whenAllIsHeard(seen);

    assertEquals(200, ada.get("/api/instances/" + name).status());
  }

  @Test
  void anOlderSightingDoesNotBringBackWhatIsGone() {
    var seen = neighbours.observe(ACCOUNT, REGION, name, "available", now.minusSeconds(60));
    neighbours.gone(seen, now);
    neighbours.observe(seen, "available", now.minusSeconds(30));
    whenAllIsHeard(seen);

    assertEquals(404, ada.get("/api/instances/" + name).status());
  }

  @Test
  void aLaterSightingBringsBackWhatWasGone() {
    var seen = neighbours.observe(ACCOUNT, REGION, name, "available", now.minusSeconds(60));
    neighbours.gone(seen, now);
    neighbours.observe(seen, "stopped", now.plusSeconds(1));
    whenAllIsHeard(seen);

    assertEquals("stopped", ada.get("/api/instances/" + name).text("status"));
  }

  /** One instance's events keep their order, so this one comes last and concerns nobody. */
  private void whenAllIsHeard(Instance instance) {
    var last = name + "-last";
    neighbours.observeWithKeyOf(instance, last);
    await().atMost(PATIENCE).until(() -> ada.get("/api/instances/" + last).status() == 200);
  }
}
