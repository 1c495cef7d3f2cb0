package dev.countersign.simulator;

import dev.countersign.simulator.rds.Pace;
import dev.countersign.simulator.rds.Quotas;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a cloud of its own, with the seeded fleet, five hundred times as fast as AWS. */
abstract class CloudTest {
  static final double SPEED = 500;

  Cloud cloud = new Cloud("");

  @BeforeEach
  void start() throws Exception {
    cloud = Cloud.started(settings(SPEED));
  }

  static Server.Settings settings(double speed) {
    return new Server.Settings("127.0.0.1", 0, null, false, new Pace(speed), Quotas.USUAL, 0, 0);
  }

  @AfterEach
  void stop() throws Exception {
    cloud.close();
  }
}
