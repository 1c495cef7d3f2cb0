package dev.countersign.chaos.judgement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.client.LedgerEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequencesTest {
  private final SmallRun run = new SmallRun();

  @Test
  void inAnUntroubledRecordNothingIsMissing() {
    assertEquals(List.of(), run.sequenceFaults());
  }

  @Test
  void anEntryThatIsNotThereIsAGap() {
    run.entries.removeFirst();
    assertFault("the ledger has a gap");
  }

  @Test
  void anEventThatIsNotThereIsMissing() {
    renumberedWithout("started");
    assertFault("events are missing: /countersign/executor " + SmallRun.REBOOT + " [2]");
  }

  @Test
  void theLastEventOfAnotherSourceIsNoReplacement() {
    run.event(SmallRun.REBOOT, "progressed", "executor", 4, 70, Map.of());
    assertFault("events are missing: /countersign/executor " + SmallRun.REBOOT + " [1, 2, 4]");
  }

  @Test
  void anEventThatIsThereTwiceIsReported() {
    run.event(SmallRun.REBOOT, "succeeded", "executor", 2, 60, Map.of());
    assertFault("twice in the ledger");
  }

  @Test
  void whatIsNoEventIsReported() {
    var first = run.entries.getFirst();
    run.entries.set(0, new LedgerEntry(0, "conflict", "", first.recordedAt(), first.entry()));
    assertFault("the ledger holds");
  }

  private void renumberedWithout(String pastTense) {
    run.without(SmallRun.REBOOT, pastTense);
    run.entries.replaceAll(entry ->
        new LedgerEntry(
            run.entries.indexOf(entry), entry.kind(), "", entry.recordedAt(), entry.entry()));
  }

  private void assertFault(String beginning) {
    var faults = run.sequenceFaults();
    assertTrue(faults.stream().anyMatch(fault -> fault.startsWith(beginning)), faults::toString);
  }
}
