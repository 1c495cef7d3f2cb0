package dev.countersign.executor.execution;

import dev.countersign.executor.accounts.Limits;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.core.Command;
import dev.countersign.executor.core.State;
import dev.countersign.provider.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Who may go on towards its call now. A place takes as many at a time as its pace lets call soon:
 * what was seen in preflight, the session and the time that an operation has would grow old in a
 * longer queue behind it. An account takes as many as its {@code max_in_flight}. First come, first
 * served. On the loop only.
 */
class Admission {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final int AT_LEAST = 2;
  private static final String WHY =
      "Its account takes no more operations or calls at once. It has waited for its turn.";

  private final Cloud cloud;
  private final Function<Place, Limits> limits;
  private final Map<Place, Gate> gates = new LinkedHashMap<>();
  private final Map<String, Integer> inFlight = new HashMap<>();

  private record Waiting(Run run, Runnable go) {}

  private static final class Gate {
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int calling;
  }

  Admission(Shell shell) {
    this.cloud = shell.cloud();
    this.limits = shell.settings().limits();
  }

  /** Lets it go on, now or when there is room. */
  void enter(Run run, Runnable go) {
    gate(run.place()).waiting.add(new Waiting(run, go));
    admit(run.place());
  }

  /** Whether one more would be let through at once. */
  boolean isOpen(Place place) {
    return gate(place).waiting.isEmpty() && hasRoom(place, gate(place));
  }

  /** Its call was answered, or will not be made now. */
  void called(Run run) {
    if (run.calling) {
      run.calling = false;
      gate(run.place()).calling--;
      admit(run.place());
    }
  }

  /** Its effect may be under way already: it counts, however many there are. */
  void resumed(Run run) {
    if (!run.inFlight) {
      run.inFlight = true;
      inFlight.merge(run.place().account(), 1, Integer::sum);
    }
  }

  /** Over, back in the queue, or only watched from now on. */
  void left(Run run) {
    called(run);
    if (run.inFlight) {
      run.inFlight = false;
      var account = run.place().account();
      inFlight.merge(account, -1, Integer::sum);
      List.copyOf(gates.keySet()).stream()
          .filter(place -> place.account().equals(account))
          .forEach(this::admit);
    }
  }

  /** Those whose approval ran out here; whoever hears of it ends them. */
  Map<Run, Command> expired(Instant now) {
    var expired = new LinkedHashMap<Run, Command>();
    gates
        .values()
        .forEach(gate ->
            gate.waiting.removeIf(waiting -> {
              var run = waiting.run();
              if (run.gone) {
                return true;
              }
              if (now.isBefore(run.state.terms().expiresAt())) {
                return false;
              }
              expired.put(run, new Command.PreflightDelayed(WHY, 0));
              return true;
            }));
    return expired;
  }

  private void admit(Place place) {
    var gate = gate(place);
    var admitted = new ArrayList<Waiting>();
    while (!gate.waiting.isEmpty() && hasRoom(place, gate)) {
      var next = gate.waiting.remove();
      if (next.run().gone || !(next.run().state instanceof State.Claimed)) {
        continue;
      }
      next.run().calling = true;
      gate.calling++;
      resumed(next.run());
      admitted.add(next);
    }
    List.copyOf(admitted).forEach(one -> one.go().run());
  }

  private boolean hasRoom(Place place, Gate gate) {
    var most = limits.apply(place).maxInFlight();
    if (most != null && inFlight.getOrDefault(place.account(), 0) >= most) {
      return false;
    }
    return gate.calling < AT_LEAST || cloud.timeFor(place, gate.calling).compareTo(SOON) < 0;
  }

  private Gate gate(Place place) {
    return gates.computeIfAbsent(place, p -> new Gate());
  }
}
