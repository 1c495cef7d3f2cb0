package dev.countersign.executor.records;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.Trace;
import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.clock.DatabaseClock;
import dev.countersign.executor.execution.Standing;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Makes events out of what there is to tell. */
@Singleton
class StatusEvents {
  private final DatabaseClock clock;

  @Inject
  StatusEvents(DatabaseClock clock) {
    this.clock = clock;
  }

  Event of(StatusEvent report, String resourceKey, long sequence, Trace trace) {
    return new Event(
        EventIds.next(),
        ExecutorSettings.SOURCE,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        report.operationId(),
        resourceKey,
        sequence,
        trace,
        report);
  }

  /** In order after the last one. */
  List<Event> after(Standing standing, List<StatusEvent> reports) {
    var events = new ArrayList<Event>(reports.size());
    for (var report : reports) {
      var sequence = standing.sequence() + events.size() + 1;
      events.add(of(report, standing.resourceKey(), sequence, standing.trace()));
    }
    return events;
  }
}
