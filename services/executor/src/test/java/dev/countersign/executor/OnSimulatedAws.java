package dev.countersign.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.StatusEvent.OperationFailed;
import dev.countersign.contracts.event.StatusEvent.OperationStarted;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.embedded.Simulator;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;

/** What tests say to an executor on the simulator, and what they hold it to. */
abstract class OnSimulatedAws {
  static final String ACCOUNT = "111122223333";

  final Topic topic = new Topic(System.getProperty("countersign.test.kafka"));
  final Simulator simulator = new Simulator(System.getProperty("countersign.test.simulator"));

  /** What is in progress on RDS stays in progress, however long this machine takes. */
  final void rdsStandsStill() {
    simulator.speed(SimulatedAws.SPEED / 100_000);
  }

  final void rdsGoesOn() {
    simulator.speed(SimulatedAws.SPEED);
  }

  @AfterEach
  void close() {
    simulator.clearFaults();
    rdsGoesOn();
    topic.close();
  }

  final Event approve(String identifier, String operation, Map<String, Object> parameters) {
    return topic.decide(Approvals.approval(topic.instance(identifier), operation, parameters));
  }

  final OperationSucceeded succeeded(Event approved) {
    return assertInstanceOf(OperationSucceeded.class, topic.end(approved));
  }

  final OperationFailed failed(Event approved) {
    return assertInstanceOf(OperationFailed.class, topic.end(approved));
  }

  final long started(Event approved) {
    return topic.about(approved).stream().filter(OperationStarted.class::isInstance).count();
  }

  final void onlyEffect(Event approved, String action) {
    var effects = simulator.effectsOf(approved.subject());
    assertEquals(1, effects.size(), effects::toString);
    assertEquals(action, effects.getFirst().path("action").asText());
  }

  final void assertContiguous(Event approved) {
    var sequences = topic.events(approved).stream().map(Event::sequence).toList();
    assertEquals(LongStream.rangeClosed(1, sequences.size()).boxed().toList(), sequences);
  }

  static String snapshotId() {
    return "s" + EventIds.next().replace("-", "");
  }
}
