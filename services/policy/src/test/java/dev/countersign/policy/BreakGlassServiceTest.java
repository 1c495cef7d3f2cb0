package dev.countersign.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Justification;
import dev.countersign.contracts.event.DecisionEvent.BreakGlassUsed;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.DecisionEvent.ReviewClosed;
import dev.countersign.contracts.event.DecisionEvent.ReviewRefused;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.resource.Instance;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Emergencies on real topics and in a real database. */
@QuarkusTest
@QuarkusTestResource(PolicyInfra.class)
class BreakGlassServiceTest extends OnTheBus {
  private static final int AT_THE_SAME_MOMENT = 20;
  private static final Requester ADA = new Requester("ada", "Ada", List.of("DBA"));

  @Test
  void itIsAnnouncedAndTheNextIsRefusedUntilAnotherPersonHasClosedTheReview() {
    var bea = new Requester("bea", "Bea", List.of("DBA", "BreakGlass"));
    var one = known("glass-one");
    var other = known("glass-other");

    var first = asked(one, bea);
    var used = data(bus.about(first.operationId(), 2));
    var use = assertInstanceOf(BreakGlassUsed.class, used.getFirst());
    assertEquals("bea", use.usedBy());
    assertEquals(1, use.skipped().size(), use.toString());
    assertInstanceOf(OperationApproved.class, used.getLast());

    var second = asked(other, bea);
    var refused =
        assertInstanceOf(
            OperationRejected.class, data(bus.about(second.operationId(), 1)).getFirst());
    assertEquals("review-open", refused.code());

    review(first, bea);
    assertEquals(
        "own-break-glass",
        assertInstanceOf(ReviewRefused.class, data(bus.about(first.operationId(), 3)).getLast())
            .code());
    review(first, ADA);
    var closed =
        assertInstanceOf(ReviewClosed.class, data(bus.about(first.operationId(), 4)).getLast());
    assertEquals("ada", closed.closedBy());
    review(first, ADA);
    assertEquals(
        "already-closed",
        assertInstanceOf(ReviewRefused.class, data(bus.about(first.operationId(), 5)).getLast())
            .code());

    var third = asked(other, bea);
    assertInstanceOf(OperationApproved.class, data(bus.about(third.operationId(), 2)).getLast());
  }

  /** On instances of their own, so that they are on different partitions. */
  @Test
  void ofManyAtTheSameMomentOneIsAllowed() throws InterruptedException {
    var eve = new Requester("eve", "Eve", List.of("DBA", "BreakGlass"));
    var instances = new ArrayList<Instance>();
    for (var i = 0; i < AT_THE_SAME_MOMENT; i++) {
      instances.add(known("glass-race-" + i));
    }
    var requests = new ArrayList<OperationRequested>();
    var threads = new ArrayList<Thread>();
    for (var instance : instances) {
      var request = emergency(instance, eve);
      requests.add(request);
      threads.add(Thread.startVirtualThread(() -> bus.ask(request, instance.key())));
    }
    for (var thread : threads) {
      thread.join();
    }
    var allowed = 0;
    for (var request : requests) {
      var events = data(bus.about(request.operationId(), 1));
      if (events.getFirst() instanceof BreakGlassUsed) {
        allowed++;
        assertInstanceOf(
            OperationApproved.class, data(bus.about(request.operationId(), 2)).getLast());
      } else {
        var rejected = assertInstanceOf(OperationRejected.class, events.getFirst());
        assertEquals("review-open", rejected.code());
      }
    }
    assertEquals(1, allowed);
    var open =
        pool.preparedQuery("select from reviews where used_by = $1 and closed_at is null")
            .executeAndAwait(Tuple.of("eve"));
    assertTrue(open.size() == 1, "open reviews: " + open.size());
  }

  private Instance known(String identifier) {
    return known(
        Samples.DEVELOPMENT_ACCOUNT, identifier, Map.of("Env", "dev", "Votes", "emergency"));
  }

  private OperationRequested asked(Instance instance, Requester person) {
    var request = emergency(instance, person);
    bus.ask(request, instance.key());
    return request;
  }

  private static OperationRequested emergency(Instance instance, Requester person) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var request = Samples.requestAt(now, instance, "reboot_instance", Map.of(), person);
    return request.breakingGlass(new Justification("The shop is down."));
  }

  private void review(OperationRequested request, Requester person) {
    bus.ask(
        new ReviewSubmitted(
            request.operationId(), request.resource(), "It was right.", person, null),
        request.resource());
  }
}
