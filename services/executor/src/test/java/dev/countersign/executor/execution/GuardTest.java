package dev.countersign.executor.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.event.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardTest {
  private static final Trace TRACE = new Trace("corr", null, null);

  @Test
  void oneThatBreaksIsTakenUpAgainAndThoseBehindItAreGoneOnWith() {
    var taken = new ArrayList<String>();
    var again = new ArrayList<String>();
    for (var id : List.of("op-1", "op-2", "op-3")) {
      Guard.run(id, TRACE, () -> take(id, taken), () -> again.add(id));
    }
    assertEquals(List.of("op-1", "op-3"), taken);
    assertEquals(List.of("op-2"), again);
  }

  private static void take(String id, List<String> taken) {
    if (id.equals("op-2")) {
      throw new IllegalStateException("a record that breaks whoever reads it");
    }
    taken.add(id);
  }
}
