package dev.countersign.chaos.simulation;

import dev.countersign.executor.execution.Row.Told;
import java.util.List;
import java.util.stream.LongStream;

/** Promise 5: the events of an operation are numbered without a gap, and none twice. */
record NoEventIsMissing() implements Invariant {
  @Override
  public List<String> violations(World world) {
    return world.records.rows().stream()
        .filter(row -> {
          var numbers = row.told.stream().map(Told::sequence).toList();
          return !numbers.equals(LongStream.rangeClosed(1, numbers.size()).boxed().toList());
        })
        .map(row -> row.operationId + " tells " + row.told)
        .toList();
  }
}
