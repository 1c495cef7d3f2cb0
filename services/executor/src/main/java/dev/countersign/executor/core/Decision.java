package dev.countersign.executor.core;

import dev.countersign.contracts.event.StatusEvent;
import java.util.List;
import java.util.Objects;

/** What follows from a command: changes to store and report, then effects to perform. */
public record Decision(List<Change> changes, List<Effect> effects) {
  private static final Decision NOTHING = new Decision(List.of(), List.of());

  public Decision {
    changes = List.copyOf(changes);
    effects = List.copyOf(effects);
  }

  /** The command came too late, twice, or from somebody who does not know the state. */
  static Decision nothing() {
    return NOTHING;
  }

  static Decision just(Effect... effects) {
    return new Decision(List.of(), List.of(effects));
  }

  static Decision of(Change change, Effect... effects) {
    return new Decision(List.of(change), List.of(effects));
  }

  /** Whether the changes must be committed before the effects. */
  public boolean durable() {
    return changes.stream().anyMatch(Change::durable);
  }

  /** What the world is told, in order. */
  public List<StatusEvent> reports() {
    return changes.stream().map(Change::report).filter(Objects::nonNull).toList();
  }
}
