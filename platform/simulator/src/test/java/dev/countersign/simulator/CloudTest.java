package dev.countersign.simulator;

import dev.countersign.simulator.rds.Pace;
import dev.countersign.simulator.rds.Quotas;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Each test has a cloud of its own with the seeded fleet, where nothing moves within a test's time
 * until it lets time pass: so no test races with a status.
 */
abstract class CloudTest {
  static {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  Cloud cloud = new Cloud("");

  @BeforeEach
  void start() throws Exception {
    cloud = Cloud.started(settings());
  }

  static Server.Settings settings() {
    return new Server.Settings("127.0.0.1", 0, null, false, Pace.REAL, Quotas.USUAL, 0, 0);
  }

  @AfterEach
  void stop() throws Exception {
    cloud.close();
  }
}
