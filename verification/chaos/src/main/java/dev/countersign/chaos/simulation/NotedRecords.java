package dev.countersign.chaos.simulation;

import dev.countersign.executor.execution.Records;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Writes down what the shell wants to be told, before anything can happen to that. */
final class NotedRecords extends ForwardingRecords {
  private final World world;

  NotedRecords(Records records, World world) {
    super(records);
    this.world = world;
  }

  @Override
  public CompletionStage<Optional<Saved>> save(Save save) {
    world.reports.computeIfAbsent(save.standing(), _ -> new HashSet<>()).add(save.reports());
    return super.save(save);
  }
}
