package dev.countersign.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(2, 2);
  private final List<String> begun = new ArrayList<>();

  @Test
  void soManyBeginSomeWaitAndOneMoreIsSentAway() {
    assertTrue(turns.take(begin("a")));
    assertTrue(turns.take(begin("b")));
    assertTrue(turns.take(begin("c")));
    assertTrue(turns.take(begin("d")));
    assertFalse(turns.take(begin("e")));
    assertEquals(List.of("a", "b"), begun);

    turns.end();
    assertEquals(List.of("a", "b", "c"), begun);
    turns.end();
    turns.end();
    assertEquals(List.of("a", "b", "c", "d"), begun);
  }

  @Test
  void aTurnThatNobodyWaitsForIsFreeAgain() {
    turns.take(begin("a"));
    turns.take(begin("b"));
    turns.end();
    turns.end();
    turns.take(begin("c"));
    turns.take(begin("d"));
    turns.take(begin("e"));
    assertEquals(List.of("a", "b", "c", "d"), begun);
  }

  @Test
  void whoeverGivesUpGetsNoTurn() {
    turns.take(begin("a"));
    turns.take(begin("b"));
    var impatient = begin("c");
    turns.take(impatient);
    turns.take(begin("d"));

    assertTrue(turns.giveUp(impatient));
    assertFalse(turns.giveUp(impatient));
    turns.end();
    assertEquals(List.of("a", "b", "d"), begun);
  }

  private Runnable begin(String who) {
    return () -> begun.add(who);
  }
}
