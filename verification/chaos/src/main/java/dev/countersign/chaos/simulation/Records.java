package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.executor.core.Change.IntentRecorded;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.Decision;
import dev.countersign.executor.core.Evolution;
import dev.countersign.executor.core.Lifecycle;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.operations.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The executor's database: each method is one transaction, with the conditions of the real SQL. */
final class Records {
  private static final Duration LEASE = Duration.ofSeconds(60);

  private final Timeline timeline;
  private final Plant plant;
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, Instant> workers = new HashMap<>();
  private final Set<String> inbox = new HashSet<>();
  private long queueNo;

  Records(Timeline timeline, Plant plant) {
    this.timeline = timeline;
    this.plant = plant;
  }

  Collection<Row> rows() {
    return rows.values();
  }

  Row row(String operationId) {
    var row = rows.get(operationId);
    if (row == null) {
      throw new IllegalStateException("no row of " + operationId);
    }
    return row;
  }

  void renew(String owner) {
    workers.put(owner, timeline.now().plus(LEASE));
  }

  /** A decision's hop: inbox and row, or neither. */
  void enter(String eventId, Order order, Terms terms) {
    var news = inbox.add(eventId);
    var known = rows.get(order.operationId());
    if (plant == Plant.INBOX_DROPPED && known != null) {
      var again = new Row(order, ready(terms), known.queueNo, timeline.now());
      again.outbox.addAll(known.outbox);
      again.fence = known.fence;
      rows.put(order.operationId(), again);
      return;
    }
    if (!news || known != null) {
      return;
    }
    var row = new Row(order, ready(terms), queueNo++, timeline.now());
    rows.put(order.operationId(), row);
    if (!timeline.now().isBefore(terms.expiresAt())) {
      row.ended = true;
      row.outbox.add(
          new StatusEvent.OperationFailed(
              order.operationId(),
              new StatusEvent.Fault("decision-expired", null, null, "Expired.", "Submit again."),
              Map.of(),
              List.of(),
              0));
    }
  }

  private State ready(Terms terms) {
    return new State.Ready(terms, 0, 0, timeline.now(), null);
  }

  /** A cancellation's hop; what only waits ends here. */
  void cancel(String eventId, String operationId, Cancel cancel) {
    if (!inbox.add(eventId)) {
      return;
    }
    var row = rows.get(operationId);
    if (row == null || row.ended || row.cancel != null) {
      return;
    }
    row.cancel = cancel;
    if (!row.holds) {
      var done = Lifecycle.decide(row.state, cancel, timeline.now());
      row.state = Evolution.evolve(row.state, done);
      row.outbox.addAll(done.reports());
      row.version++;
      row.ended = true;
    }
  }

  boolean save(Run run, State next, Decision decision) {
    var row = row(run.id());
    var intent = decision.changes().stream().anyMatch(IntentRecorded.class::isInstance);
    var inCharge = row.fence == run.fence && row.version == run.version;
    if (plant != Plant.FENCE_SKIPPED && (!inCharge || (row.cancel != null && intent))) {
      return false;
    }
    row.intendedAt = intent ? timeline.now() : row.intendedAt;
    row.state = next;
    row.version++;
    row.outbox.addAll(decision.reports());
    row.ended = next instanceof State.Ended;
    row.holds = !row.ended && !(next instanceof State.Ready);
    if (!row.holds) {
      row.owner = null;
    }
    if (next instanceof State.Ready ready) {
      row.wakeAt = ready.notBefore();
    }
    return true;
  }

  List<Row> claimDue(String owner, Set<String> orphans) {
    var due =
        rows.values().stream()
            .filter(row -> !row.ended && (row.holds ? left(row, orphans) : next(row)))
            .sorted(Comparator.comparingLong(row -> row.queueNo))
            .toList();
    due.forEach(row -> claim(row, owner));
    return due;
  }

  List<Row> claimNext(String owner, String instance) {
    var due =
        rows.values().stream()
            .filter(row -> row.instance().equals(instance) && !row.ended && !row.holds && next(row))
            .toList();
    due.forEach(row -> claim(row, owner));
    return due;
  }

  private boolean left(Row row, Set<String> orphans) {
    var until = row.owner == null ? null : workers.get(row.owner);
    return orphans.contains(row.id()) || until == null || !until.isAfter(timeline.now());
  }

  private boolean next(Row row) {
    return !row.wakeAt.isAfter(timeline.now())
        && rows.values().stream()
            .noneMatch(other ->
                other.instance().equals(row.instance())
                    && !other.ended
                    && other.queueNo < row.queueNo);
  }

  private static void claim(Row row, String owner) {
    row.holds = true;
    row.owner = owner;
    row.fence++;
  }
}
