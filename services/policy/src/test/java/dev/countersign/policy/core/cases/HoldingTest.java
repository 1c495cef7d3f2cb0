package dev.countersign.policy.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.Answer.Approve;
import dev.countersign.policy.core.cases.Answer.Hold;
import dev.countersign.policy.core.cases.Answer.Reject;
import dev.countersign.policy.core.cases.Answer.Stop;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Cancelled;
import dev.countersign.policy.core.cases.CaseState.Held;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.freeze.Freeze;
import dev.countersign.policy.core.freeze.FreezeScope;
import dev.countersign.policy.core.freeze.Freezes;
import dev.countersign.policy.core.freeze.Span;
import dev.countersign.policy.core.freeze.WhatWaits;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What freezes do to the life of an operation. */
class HoldingTest {
  private static final Instant NOW = Samples.NOW;
  private static final Duration SPREAD = Duration.ofMinutes(10);
  private static final Instance PRODUCTION =
      Samples.instance(
          Samples.OTHER_ACCOUNT, "database-1", Map.of("Env", "prod", "Team", "Ledger"));
  private static final OperationRequested REQUEST =
      Samples.request(
          PRODUCTION, "create_snapshot", Map.of("snapshot_id", "before-1"), Samples.DORA);
  private static final Open OPEN = new Open(REQUEST, PRODUCTION);
  private static final LookAgain LOOK = new LookAgain(PRODUCTION);

  @Test
  void aRequestDuringAFreezeThatSendsBackIsRefusedWithItsNameAndItsEnd() {
    var end = NOW.plus(Duration.ofHours(5));
    var step = decide(freeze("Year end", WhatWaits.SEND_BACK, NOW.minusSeconds(60), end), NOW);
    var rejection = assertInstanceOf(Reject.class, answer(step)).rejection();
    assertEquals("frozen", rejection.code());
    assertEquals(List.of("freeze: Year end"), rejection.rules());
    assertTrue(rejection.message().contains("\"Year end\" is in force until"), rejection.message());
    assertTrue(rejection.message().contains("database-1"), rejection.message());
    assertTrue(rejection.message().contains(end.toString()), rejection.message());
    assertTrue(rejection.nextStep().contains(end.toString()), rejection.nextStep());
  }

  @Test
  void theEndIsToldInTheZoneOfTheCalendarToo() {
    var berlin = ZoneId.of("Europe/Berlin");
    var end = Instant.parse("2126-07-01T16:00:00Z");
    var span = new Span("Fair", "Europe/Berlin", zoned(NOW, berlin), zoned(end, berlin));
    var step =
        decide(List.of(freeze("Fair", WhatWaits.SEND_BACK, FreezeScope.EVERYTHING, span)), NOW);
    var message = assertInstanceOf(Reject.class, answer(step)).rejection().message();
    assertTrue(message.contains("no end is in sight"), message);
    var soon = Instant.parse("2026-07-01T16:00:00Z");
    var near =
        new Span(
            "Fair", "Europe/Berlin", zoned(soon.minusSeconds(60), berlin), zoned(soon, berlin));
    var told =
        OperationCase.decide(
            book(List.of(freeze("Fair", WhatWaits.SEND_BACK, FreezeScope.EVERYTHING, near))),
            new Unseen(),
            new Open(
                Samples.requestAt(
                    soon.minusSeconds(1),
                    PRODUCTION,
                    "create_snapshot",
                    Map.of("snapshot_id", "b-1"),
                    Samples.DORA),
                PRODUCTION),
            soon.minusSeconds(1));
    var text = assertInstanceOf(Reject.class, answer(told)).rejection().message();
    assertTrue(text.contains("until 2026-07-01T18:00 Europe/Berlin (2026-07-01T16:00:00Z)"), text);
  }

  private static OffsetDateTime zoned(Instant moment, ZoneId zone) {
    return moment.atZone(zone).toOffsetDateTime();
  }

  @Test
  void whatWaitsIsJudgedAgainSoonAfterTheFreezeAndIsNotTooOldThen() {
    var end = NOW.plus(Duration.ofHours(5));
    var freezes = freeze("Night", WhatWaits.START_AFTER, NOW.minusSeconds(60), end);
    var step = decide(freezes, NOW);
    var held = assertInstanceOf(Held.class, step.next());
    var hold = assertInstanceOf(Hold.class, answer(step)).hold();
    assertEquals(held.due(), hold.resumesAt());
    assertFalse(held.due().isBefore(end));
    assertTrue(held.due().isBefore(end.plus(SPREAD)));
    assertTrue(hold.message().contains("\"Night\""), hold.message());
    assertEquals(held.due(), OperationCase.due(held));

    var early = look(freezes, held, held.due().minusMillis(1));
    assertEquals(Step.silent(held), early);
    var then = look(freezes, held, held.due());
    var approval = assertInstanceOf(Approve.class, answer(then)).statement();
    assertEquals(held.due().plus(Duration.ofMinutes(15)), approval.expiresAt());
    var tooLate = look(freezes, held, held.due().plus(Duration.ofMinutes(15)));
    assertEquals(
        "request-too-old", assertInstanceOf(Reject.class, answer(tooLate)).rejection().code());
  }

  @Test
  void differentOperationsStartSpreadOverTheWholeTime() {
    var end = NOW.plus(Duration.ofHours(1));
    var book = book(freeze("Night", WhatWaits.START_AFTER, NOW, end));
    var starts = new ArrayList<Long>();
    for (int i = 0; i < 400; i++) {
      var request =
          Samples.request(
              PRODUCTION, "create_snapshot", Map.of("snapshot_id", "before-1"), Samples.DORA);
      var step = OperationCase.decide(book, new Unseen(), new Open(request, PRODUCTION), NOW);
      var due = assertInstanceOf(Held.class, step.next()).due();
      starts.add(Duration.between(end, due).toMinutes());
    }
    assertEquals(Set.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L), Set.copyOf(starts));
  }

  @Test
  void whatWouldWaitLongerThanTheSettingsAllowIsSentBack() {
    var step =
        decide(freeze("Long", WhatWaits.START_AFTER, NOW, NOW.plus(Duration.ofHours(72))), NOW);
    assertEquals("frozen", assertInstanceOf(Reject.class, answer(step)).rejection().code());
  }

  @Test
  void whereOneOfTheFreezesSendsBackItIsSentBack() {
    var soon = NOW.plusSeconds(600);
    var both = new ArrayList<>(freeze("Night", WhatWaits.START_AFTER, NOW, soon));
    both.addAll(freeze("Audit", WhatWaits.SEND_BACK, NOW, soon));
    for (var order : List.of(both, both.reversed())) {
      var rejection = assertInstanceOf(Reject.class, answer(decide(order, NOW))).rejection();
      assertEquals(List.of("freeze: Audit", "freeze: Night"), rejection.rules());
    }
  }

  @Test
  void whatTheRulesForbidIsRefusedByThemAndNotHeld() {
    var frozen = freeze("Night", WhatWaits.START_AFTER, NOW, NOW.plusSeconds(600));
    var closed = Rulebooks.with(Rulebooks.closed(), new Freezes(frozen));
    var step = OperationCase.decide(closed, new Unseen(), OPEN, NOW);
    assertEquals(
        "production-closed", assertInstanceOf(Reject.class, answer(step)).rejection().code());
  }

  @Test
  void afterTheFreezeItIsJudgedByTheRulesOfThen() {
    var end = NOW.plusSeconds(600);
    var freezes = freeze("Night", WhatWaits.START_AFTER, NOW, end);
    var held = assertInstanceOf(Held.class, decide(freezes, NOW).next());
    var closed = Rulebooks.with(Rulebooks.closed(), new Freezes(freezes));
    var step = OperationCase.decide(closed, held, LOOK, held.due());
    assertEquals(
        "production-closed", assertInstanceOf(Reject.class, answer(step)).rejection().code());
    var gone = OperationCase.decide(closed, held, new LookAgain(null), held.due());
    assertEquals(
        "instance-unknown", assertInstanceOf(Reject.class, answer(gone)).rejection().code());
  }

  @Test
  void aFreezeThatFollowsHoldsItOn() {
    var end = NOW.plus(Duration.ofHours(1));
    var freezes = freeze("Night", WhatWaits.START_AFTER, NOW, end);
    var held = assertInstanceOf(Held.class, decide(freezes, NOW).next());
    var more = freeze("Morning", WhatWaits.START_AFTER, held.due(), end.plus(Duration.ofHours(2)));
    var step = look(more, held, held.due());
    var next = assertInstanceOf(Held.class, step.next());
    assertFalse(next.due().isBefore(end.plus(Duration.ofHours(2))));
    assertInstanceOf(Hold.class, answer(step));
  }

  @Test
  void freezesWithoutAGapAreWaitedForTogether() {
    var end = NOW.plus(Duration.ofHours(1));
    var both = new ArrayList<>(freeze("Night", WhatWaits.START_AFTER, NOW, end));
    both.addAll(freeze("Morning", WhatWaits.START_AFTER, end, end.plus(Duration.ofHours(2))));
    var held = assertInstanceOf(Held.class, decide(both, NOW).next());
    assertFalse(held.due().isBefore(end.plus(Duration.ofHours(2))));
  }

  @Test
  void aCalendarThatIsChangedMeanwhileChangesTheWait() {
    var end = NOW.plus(Duration.ofHours(5));
    var held =
        assertInstanceOf(
            Held.class, decide(freeze("Night", WhatWaits.START_AFTER, NOW, end), NOW).next());
    var later = NOW.plusSeconds(60);
    var over = look(List.of(), held, later);
    assertNull(answer(over));
    var due = assertInstanceOf(Held.class, over.next()).due();
    assertFalse(due.isBefore(later));
    assertTrue(due.isBefore(later.plus(SPREAD)));

    var longer = freeze("Night", WhatWaits.START_AFTER, NOW, end.plus(Duration.ofHours(1)));
    var step = look(longer, held, later);
    assertEquals(
        held.due().plus(Duration.ofHours(1)), assertInstanceOf(Held.class, step.next()).due());
    assertInstanceOf(Hold.class, answer(step));

    var back = look(freeze("Night", WhatWaits.SEND_BACK, NOW, end), held, later);
    assertInstanceOf(Reject.class, answer(back));
  }

  @Test
  void anApprovalEndsWhereTheNextFreezeThatBindsItBegins() {
    var begin = NOW.plusSeconds(200);
    var freezes =
        new ArrayList<>(freeze("Night", WhatWaits.SEND_BACK, begin, begin.plusSeconds(60)));
    var elsewhere = new FreezeScope(Set.of(Environment.STAGING), Set.of(), Map.of(), Set.of());
    freezes.add(freeze("Staging", WhatWaits.SEND_BACK, elsewhere, span(NOW.plusSeconds(5), begin)));
    var approval = assertInstanceOf(Approve.class, answer(decide(freezes, NOW))).statement();
    assertEquals(begin, approval.expiresAt());
  }

  @Test
  void aFreezeThatIsNewTakesBackWhatWasApprovedBeforeIt() {
    var approved = assertInstanceOf(Approved.class, decide(List.of(), NOW).next());
    var now = freeze("Incident", WhatWaits.START_AFTER, NOW, NOW.plusSeconds(3600));
    for (var freezes :
        List.of(
            now,
            freeze("Incident", WhatWaits.SEND_BACK, NOW.plusSeconds(100), NOW.plusSeconds(200)))) {
      var step = look(freezes, approved, NOW.plusSeconds(1));
      assertEquals(new Cancelled(REQUEST), step.next());
      var statement = assertInstanceOf(Stop.class, answer(step)).statement();
      assertEquals(REQUEST.operationId(), statement.operationId());
      assertEquals("countersign/policy", statement.cancelledBy());
      assertTrue(String.valueOf(statement.reason()).contains("\"Incident\""), statement.reason());
    }
    assertEquals(Step.silent(approved), look(List.of(), approved, NOW.plusSeconds(1)));
    assertEquals(Step.silent(approved), look(now, approved, NOW.plus(Duration.ofMinutes(15))));
  }

  /** Its end is that freeze's beginning already: there is nothing new to tell. */
  @Test
  void aFreezeThatWasKnownTakesNothingBack() {
    var known = freeze("Night", WhatWaits.SEND_BACK, NOW.plusSeconds(200), NOW.plusSeconds(300));
    var approved = assertInstanceOf(Approved.class, decide(known, NOW).next());
    assertEquals(Step.silent(approved), look(known, approved, NOW.plusSeconds(199)));
    assertEquals(Step.silent(approved), look(known, approved, NOW.plusSeconds(201)));
  }

  @Test
  void aScopeBindsWhatIsInAllOfIt() {
    var end = NOW.plusSeconds(600);
    var binding =
        new FreezeScope(
            Set.of(Environment.PRODUCTION),
            Set.of(Samples.OTHER_ACCOUNT),
            Map.of("team", List.of("payments", "ledger")),
            Set.of("create_snapshot"));
    assertFrozen(true, binding, end);
    assertFrozen(
        false, new FreezeScope(Set.of(Environment.TEST), Set.of(), Map.of(), Set.of()), end);
    assertFrozen(false, new FreezeScope(Set.of(), Set.of("000000000000"), Map.of(), Set.of()), end);
    assertFrozen(
        false, new FreezeScope(Set.of(), Set.of(), Map.of("Team", List.of("x")), Set.of()), end);
    assertFrozen(
        false,
        new FreezeScope(Set.of(), Set.of(), Map.of("Owner", List.of("ledger")), Set.of()),
        end);
    assertFrozen(
        false, new FreezeScope(Set.of(), Set.of(), Map.of(), Set.of("stop_instance")), end);
  }

  @Test
  void aCalendarThatNobodyCanReadHoldsForAWhileAndThenFreezesProduction() {
    var until = NOW.plus(Duration.ofHours(1));
    var doubt = new Freeze.Doubt(NOW.minusSeconds(60), until, "line 3: no");
    var freeze =
        new Freeze(
            "Night",
            "night.ics",
            FreezeScope.EVERYTHING,
            WhatWaits.START_AFTER,
            (_, _) -> List.of(),
            doubt);
    assertInstanceOf(Approve.class, answer(decide(List.of(freeze), NOW)));
    var late =
        Samples.requestAt(
            until, PRODUCTION, "create_snapshot", Map.of("snapshot_id", "before-1"), Samples.DORA);
    var step =
        OperationCase.decide(
            book(List.of(freeze)), new Unseen(), new Open(late, PRODUCTION), until);
    var rejection = assertInstanceOf(Reject.class, answer(step)).rejection();
    assertEquals("frozen", rejection.code());
    assertTrue(rejection.message().contains("cannot be read"), rejection.message());
    var development = Samples.instance(Samples.DEVELOPMENT_ACCOUNT, "dev-1", Map.of("Env", "dev"));
    var free = Samples.requestAt(until, development, "reboot_instance", Map.of(), Samples.OLGA);
    assertInstanceOf(
        Approve.class,
        answer(
            OperationCase.decide(
                book(List.of(freeze)), new Unseen(), new Open(free, development), until)));
  }

  @Test
  void whatPeopleAgreedToIsHeldWithTheirVotesAndNeedsNoSecondOnes() {
    var end = NOW.plus(Duration.ofHours(5));
    var night = new Freezes(freeze("Night", WhatWaits.START_AFTER, NOW, end));
    var frozen = Rulebooks.with(Ballots.BOOK, night);
    var asked = Ballots.asked();
    var ada = Ballots.vote(asked, Ballots.ADA, VoteVerdict.APPROVE, NOW.plusSeconds(1));
    var one = OperationCase.decide(frozen, asked, ada, NOW.plusSeconds(1));
    var bob = Ballots.vote(asked, Ballots.BOB, VoteVerdict.APPROVE, NOW.plusSeconds(2));

    var both = OperationCase.decide(frozen, one.next(), bob, NOW.plusSeconds(2));

    var held = assertInstanceOf(Held.class, both.next());
    assertInstanceOf(Answer.Count.class, both.answers().getFirst());
    assertInstanceOf(Hold.class, both.answers().getLast());
    var look = new LookAgain(Ballots.INSTANCE);
    var then = OperationCase.decide(frozen, held, look, held.due());
    var approval = assertInstanceOf(Approve.class, answer(then)).statement();
    assertEquals(2, Objects.requireNonNull(approval.approvers()).size());
    assertEquals(held.due().plus(Duration.ofHours(1)), approval.expiresAt());

    // Long after the freeze nobody knows whether they still want it.
    var late =
        OperationCase.decide(frozen, held, look, held.due().plus(frozen.settings().requestAge()));
    assertEquals(
        "request-too-old", assertInstanceOf(Answer.Reject.class, answer(late)).rejection().code());

    // By other rules than those that they agreed by, they have to agree again.
    var other =
        new Rulebook(
            "0".repeat(64),
            frozen.settings(),
            frozen.environmentGate(),
            frozen.catalogue(),
            frozen.rules(),
            Freezes.NONE);
    var again = OperationCase.decide(other, held, look, held.due());
    assertEquals(2, Ballots.question(again).ballot().round());
    assertInstanceOf(CaseState.Waiting.class, again.next());
  }

  @Test
  void anApprovalByPeopleEndsWhereTheNextFreezeBegins() {
    var begin = NOW.plusSeconds(200);
    var night = new Freezes(freeze("Night", WhatWaits.SEND_BACK, begin, begin.plusSeconds(60)));
    var book = Rulebooks.with(Ballots.BOOK, night);
    var asked = Ballots.asked();
    var ada = Ballots.vote(asked, Ballots.ADA, VoteVerdict.APPROVE, NOW.plusSeconds(1));
    var one = OperationCase.decide(book, asked, ada, NOW.plusSeconds(1));
    var bob = Ballots.vote(asked, Ballots.BOB, VoteVerdict.APPROVE, NOW.plusSeconds(2));
    var both = OperationCase.decide(book, one.next(), bob, NOW.plusSeconds(2));
    var approval = assertInstanceOf(Approve.class, both.answers().getLast()).statement();
    assertEquals(begin, approval.expiresAt());
  }

  /** Whatever the freezes are: nothing is approved in one, and no approval reaches into one. */
  @Test
  void noApprovalReachesIntoAFreezeWhateverTheFreezesAre() {
    for (long seed = 0; seed < 500; seed++) {
      var random = new Random(seed);
      var spans = new ArrayList<Span>();
      var freezes = new ArrayList<Freeze>();
      for (int i = random.nextInt(5); i > 0; i--) {
        var begin = NOW.plusSeconds(random.nextInt(-900, 1_800));
        var span = span(begin, begin.plusSeconds(1 + random.nextInt(900)));
        var what = random.nextBoolean() ? WhatWaits.START_AFTER : WhatWaits.SEND_BACK;
        spans.add(span);
        freezes.add(freeze("Freeze " + i, what, FreezeScope.EVERYTHING, span));
      }
      var state = OperationCase.decide(book(freezes), new Unseen(), OPEN, NOW);
      var at = NOW;
      for (int waits = 0; state.next() instanceof Held held; waits++) {
        assertTrue(waits <= freezes.size(), "seed " + seed);
        at = held.due();
        state = look(freezes, held, at);
      }
      if (answer(state) instanceof Approve(var approval)) {
        for (var span : spans) {
          assertFalse(span.meets(at, approval.expiresAt()), "seed " + seed);
        }
      } else {
        var then = at;
        assertTrue(spans.stream().anyMatch(span -> span.covers(then)), "seed " + seed);
      }
    }
  }

  private static void assertFrozen(boolean frozen, FreezeScope scope, Instant end) {
    var step = decide(List.of(freeze("Some", WhatWaits.SEND_BACK, scope, span(NOW, end))), NOW);
    assertEquals(frozen, answer(step) instanceof Reject, scope.toString());
  }

  private static @Nullable Answer answer(Step step) {
    assertTrue(step.answers().size() <= 1, () -> step.toString());
    return step.answers().isEmpty() ? null : step.answers().getFirst();
  }

  private static Step decide(List<Freeze> freezes, Instant now) {
    return OperationCase.decide(book(freezes), new Unseen(), OPEN, now);
  }

  private static Step look(List<Freeze> freezes, CaseState state, Instant now) {
    return OperationCase.decide(book(freezes), state, LOOK, now);
  }

  private static Rulebook book(List<Freeze> freezes) {
    return Rulebooks.with(Rulebooks.open(), new Freezes(freezes));
  }

  private static List<Freeze> freeze(String title, WhatWaits what, Instant begin, Instant end) {
    return List.of(freeze(title, what, FreezeScope.EVERYTHING, span(begin, end)));
  }

  private static Freeze freeze(String title, WhatWaits what, FreezeScope scope, Span span) {
    return new Freeze(
        title,
        title + ".ics",
        scope,
        what,
        (from, to) -> span.meets(from, to) ? List.of(span) : List.of(),
        null);
  }

  private static Span span(Instant begin, Instant end) {
    return new Span("", "UTC", begin.atOffset(ZoneOffset.UTC), end.atOffset(ZoneOffset.UTC));
  }
}
