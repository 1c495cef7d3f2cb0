package dev.countersign.executor.core;

import dev.countersign.contracts.event.StatusEvent;
import java.util.List;
import java.util.Objects;

/** What follows from a command: events to store and report, then effects to perform. */
public record Transition(List<ExecutionEvent> events, List<Effect> effects) {
  private static final Transition NOTHING = new Transition(List.of(), List.of());

  public Transition {
    events = List.copyOf(events);
    effects = List.copyOf(effects);
  }

  /** The command came too late, twice, or from somebody who does not know the state. */
  static Transition nothing() {
    return NOTHING;
  }

  static Transition just(Effect... effects) {
    return new Transition(List.of(), List.of(effects));
  }

  static Transition of(ExecutionEvent event, Effect... effects) {
    return new Transition(List.of(event), List.of(effects));
  }

  /** Whether the events must be committed before the effects. */
  public boolean durable() {
    return events.stream().anyMatch(ExecutionEvent::durable);
  }

  /** What the world is told, in order. */
  public List<StatusEvent> reports() {
    return events.stream().map(ExecutionEvent::report).filter(Objects::nonNull).toList();
  }
}
