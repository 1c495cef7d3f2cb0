package dev.countersign.chaos.simulation;

import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.executor.execution.Row;
import dev.countersign.executor.execution.Row.Told;
import dev.countersign.executor.execution.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Promise 5: the events of an operation are numbered without a gap, and none twice; and with each
 * change that was stored, all events were told that belong to it, under the numbers behind those
 * from where it began.
 */
record NoEventIsMissing() implements Invariant {
  @Override
  public List<String> violations(World world) {
    return world.records.rows().stream()
        .filter(row ->
            !isContiguous(row)
                || !row.saved.stream().allMatch(standing -> isTold(world, row, standing)))
        .map(row -> "events are missing: " + row.operationId + " tells " + row.told)
        .toList();
  }

  private static boolean isContiguous(Row row) {
    var numbers = row.told.stream().map(Told::sequence).toList();
    return numbers.equals(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
  }

  /** Two processes may want the same from the same standing: one of them was quicker. */
  private static boolean isTold(World world, Row row, Standing standing) {
    return world.reports.getOrDefault(standing, Set.of()).stream()
        .anyMatch(reports -> row.told.containsAll(numbered(standing.sequence(), reports)));
  }

  private static List<Told> numbered(long after, List<StatusEvent> reports) {
    var numbered = new ArrayList<Told>();
    for (var report : reports) {
      numbered.add(new Told(after + numbered.size() + 1, report));
    }
    return numbered;
  }
}
