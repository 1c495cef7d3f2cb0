package dev.countersign.workbench.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.workbench.judging.Judged;
import dev.countersign.workbench.replay.PastDecision.Recorded;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecidedTest {
  private static final Recorded ASKED = recorded(Judged.APPROVAL_REQUIRED, null);
  private static final Recorded APPROVED = recorded(Judged.APPROVED, null);
  private static final Recorded HELD = recorded(Judged.FROZEN, "frozen");

  @Test
  void whatTheVotesLedToStandsForAllAndNotWhatCameOfAFreezeAfterIt() {
    assertEquals(APPROVED, Decided.whole(List.of(ASKED, ASKED, APPROVED)));
    assertEquals(HELD, Decided.whole(List.of(ASKED, HELD, APPROVED)));
  }

  @Test
  void whatNobodyVotedOnIsAsItWasDecidedFirst() {
    assertEquals(HELD, Decided.whole(List.of(HELD, APPROVED)));
    assertEquals(APPROVED, Decided.whole(List.of(APPROVED)));
  }

  @Test
  void aWaitThatCameToNothingWasAWait() {
    for (var code : List.of("approval-expired", "cancelled", "review-open")) {
      assertEquals(ASKED, Decided.whole(List.of(ASKED, recorded(Judged.REJECTED, code))), code);
    }
    assertEquals(ASKED, Decided.whole(List.of(ASKED)));
  }

  @Test
  void whatFollowsFromOtherOperationsOrFromPeopleIsNoRulesDoing() {
    for (var code :
        List.of("cancelled", "requester-not-proven", "instance-unknown", "review-open")) {
      assertFalse(Decided.byRules(recorded(Judged.REJECTED, code)), code);
    }
    assertTrue(Decided.byRules(recorded(Judged.REJECTED, "production-closed")));
    assertTrue(Decided.byRules(APPROVED));
  }

  private static Recorded recorded(String verdict, @Nullable String code) {
    return new Recorded(verdict, code, List.of(), "v");
  }
}
