package dev.countersign.policy.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Approver;
import dev.countersign.contracts.decision.Justification;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.approval.FreezeOverride;
import dev.countersign.policy.core.cases.Answer.Approve;
import dev.countersign.policy.core.cases.Answer.Reject;
import dev.countersign.policy.core.cases.Answer.Stop;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import dev.countersign.policy.core.freeze.Freeze;
import dev.countersign.policy.core.freeze.FreezeScope;
import dev.countersign.policy.core.freeze.Freezes;
import dev.countersign.policy.core.freeze.Span;
import dev.countersign.policy.core.freeze.WhatWaits;
import dev.countersign.policy.core.rulebook.PolicySettings;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What people may agree to begin in a freeze. */
class FreezeOverrideTest {
  private static final Instant NOW = Samples.NOW;
  private static final String OVERRIDES =
      """
      freeze_overrides:
        - title: Two DBAs in a freeze
          when: { environments: [production] }
          quorum: [{ group: DBA, count: 2 }]
          waiting: 4h
          start_within: 30m
      """;
  private static final Rulebook CALM = Rulebooks.openWith(OVERRIDES);
  private static final Freeze YEAR_END = freeze("Year end", NOW.minusSeconds(60));
  private static final Rulebook BOOK = Rulebooks.with(CALM, new Freezes(List.of(YEAR_END)));
  private static final Instance INSTANCE =
      Samples.instance(Samples.OTHER_ACCOUNT, "orders", Map.of("Env", "prod"));
  private static final Requester ADA = new Requester("ada", "Ada", List.of("DBA"));
  private static final Requester BOB = new Requester("bob", "Bob", List.of("DBA"));
  private static final Instant SOON = NOW.plusSeconds(60);

  @Test
  void withItsOwnApprovalItIsApprovedWithItsOwnExpiryAndSaysWhichFreeze() {
    var waiting = asked(BOOK);
    var ballot = waiting.votes().ballot();
    assertEquals(List.of(new Need("DBA", 2)), ballot.quorum());
    assertTrue(ballot.rules().contains("freeze: Year end"), ballot.toString());
    assertEquals(NOW.plus(Duration.ofHours(4)), waiting.until());

    var own = vote(BOOK, waiting, Samples.DORA, SOON);
    assertEquals(
        "own-request",
        assertInstanceOf(Answer.Discard.class, own.answers().getFirst()).vote().code());
    var one = vote(BOOK, waiting, ADA, SOON);
    var two = vote(BOOK, assertInstanceOf(Waiting.class, one.next()), BOB, SOON.plusSeconds(1));
    var approval = assertInstanceOf(Approve.class, two.answers().getLast()).statement();
    assertEquals(List.of("freeze: Year end"), approval.skipped());
    assertEquals(
        List.of("ada", "bob"),
        Objects.requireNonNull(approval.approvers()).stream().map(Approver::subject).toList());
    assertEquals(SOON.plusSeconds(1).plus(Duration.ofMinutes(30)), approval.expiresAt());
  }

  @Test
  void whoeverDoesNotAskForItIsBoundAsEver() {
    var step = OperationCase.decide(BOOK, new Unseen(), new Open(ordinary(), INSTANCE), NOW);
    assertEquals("frozen", refusal(step));
  }

  @Test
  void outsideOfAFreezeNobodyIsAsked() {
    var step = open(CALM);
    assertInstanceOf(Approve.class, step.answers().getFirst());
  }

  @Test
  void aFreezeThatNoRuleOverridesRefusesItAtOnce() {
    var named = naming("Fair");
    assertEquals(
        "freeze-override-not-allowed",
        refusal(open(Rulebooks.with(named, new Freezes(List.of(YEAR_END))))));
    var fair = freeze("Fair", NOW.minusSeconds(60));
    assertInstanceOf(Waiting.class, open(Rulebooks.with(named, new Freezes(List.of(fair)))).next());
    // Both bind, and one of them has no rule.
    assertEquals(
        "freeze-override-not-allowed",
        refusal(open(Rulebooks.with(named, new Freezes(List.of(fair, YEAR_END))))));
    var elsewhere =
        Rulebooks.with(
            Rulebooks.openWith(OVERRIDES.replace("[production]", "[test]")),
            new Freezes(List.of(YEAR_END)));
    assertEquals("freeze-override-not-allowed", refusal(open(elsewhere)));
  }

  @Test
  void nobodyIsAskedToApproveWhatNoRuleOverrides() {
    var approvals =
        """
        approval_rules:
          - title: Production needs two DBAs
            when: { environments: [production] }
            quorum: [{ group: DBA, count: 2 }]
        """;
    var book =
        Rulebooks.openWith(
            approvals + OVERRIDES.replace("environments: [production]", "environments: [test]"));
    assertInstanceOf(Waiting.class, open(book).next());
    assertEquals(
        "freeze-override-not-allowed",
        refusal(open(Rulebooks.with(book, new Freezes(List.of(YEAR_END))))));
  }

  @Test
  void anotherFreezeThatBeginsIsAnotherQuestion() {
    var waiting = asked(BOOK);
    var one = assertInstanceOf(Waiting.class, vote(BOOK, waiting, ADA, SOON).next());
    var both = Rulebooks.with(CALM, new Freezes(List.of(YEAR_END, freeze("Fair", NOW))));
    var step = OperationCase.decide(both, one, new LookAgain(INSTANCE), SOON.plusSeconds(1));
    var again = assertInstanceOf(Waiting.class, step.next());
    assertEquals(2, again.votes().ballot().round());
    assertEquals(List.of(), again.votes().cast());
  }

  @Test
  void theApprovalEndsWhereAFreezeBeginsThatNobodyAgreedTo() {
    var later = freeze("Fair", SOON.plusSeconds(300));
    var book = Rulebooks.with(CALM, new Freezes(List.of(YEAR_END, later)));
    var approval = assertInstanceOf(Approve.class, approved(book).answers().getLast()).statement();
    assertEquals(SOON.plusSeconds(300), approval.expiresAt());
  }

  @Test
  void aChangedCalendarTakesItBackOnlyForAFreezeThatNobodyAgreedTo() {
    var approved = assertInstanceOf(Approved.class, approved(BOOK).next());
    assertEquals(
        Step.silent(approved),
        OperationCase.decide(BOOK, approved, new LookAgain(INSTANCE), SOON.plusSeconds(5)));
    var both = Rulebooks.with(CALM, new Freezes(List.of(YEAR_END, freeze("Fair", SOON))));
    var step = OperationCase.decide(both, approved, new LookAgain(INSTANCE), SOON.plusSeconds(5));
    var stop = assertInstanceOf(Stop.class, step.answers().getFirst()).statement();
    assertTrue(Objects.requireNonNull(stop.reason()).contains("Fair"), stop.toString());
  }

  /** Whatever rule asks as well: of each group as many as the one that asks for most. */
  @Test
  void itIsAskedTogetherWithTheApprovalRules() {
    var book =
        Rulebooks.with(
            Rulebooks.openWith(
                """
                approval_rules:
                  - title: One owner
                    when: {}
                    quorum: [{ group: Approver, count: 1 }, { group: DBA, count: 1 }]
                    start_within: 1h
                freeze_overrides:
                  - title: Two DBAs in a freeze
                    when: {}
                    quorum: [{ group: DBA, count: 2 }]
                    start_within: 30m
                """),
            new Freezes(List.of(YEAR_END)));
    var ballot = asked(book).votes().ballot();
    assertEquals(List.of(new Need("Approver", 1), new Need("DBA", 2)), ballot.quorum());
  }

  private static Step approved(Rulebook book) {
    var one = vote(book, asked(book), ADA, SOON.minusSeconds(1));
    return vote(book, assertInstanceOf(Waiting.class, one.next()), BOB, SOON);
  }

  private static Waiting asked(Rulebook book) {
    return assertInstanceOf(Waiting.class, open(book).next());
  }

  private static Step open(Rulebook book) {
    var request = ordinary().overridingFreezes(new Justification("The shop is down."));
    return OperationCase.decide(book, new Unseen(), new Open(request, INSTANCE), NOW);
  }

  private static Step vote(Rulebook book, Waiting waiting, Requester person, Instant at) {
    var vote =
        new ApprovalVoted(
            waiting.request().operationId(),
            waiting.request().resource(),
            waiting.votes().ballot().hash(),
            VoteVerdict.APPROVE,
            null,
            person,
            at,
            null);
    return OperationCase.decide(book, waiting, new CaseCommand.Vote(vote, INSTANCE), at);
  }

  private static String refusal(Step step) {
    return assertInstanceOf(Reject.class, step.answers().getFirst()).rejection().code();
  }

  private static OperationRequested ordinary() {
    return Samples.request(
        INSTANCE, "reboot_instance", Map.of("confirm_production", true), Samples.DORA);
  }

  /** The rule, for this freeze alone. */
  private static Rulebook naming(String freeze) {
    var settings = CALM.settings();
    return new Rulebook(
        CALM.version(),
        new PolicySettings(
            settings.enableProductionOperations(),
            settings.safeProductionOperations(),
            settings.riskyProductionOperations(),
            settings.roles(),
            settings.classification(),
            settings.approvalRules(),
            settings.decisionValidity(),
            settings.parkingTime(),
            settings.requestAge(),
            settings.clockTolerance(),
            settings.freezes(),
            List.of(
                new FreezeOverride(settings.freezeOverrides().getFirst().rule(), Set.of(freeze))),
            settings.delegations(),
            settings.breakGlass()),
        CALM.environmentGate(),
        CALM.catalogue(),
        CALM.rules(),
        CALM.freezes());
  }

  private static Freeze freeze(String title, Instant from) {
    var span =
        new Span(
            title,
            "UTC",
            from.atOffset(ZoneOffset.UTC),
            from.plus(Duration.ofDays(9)).atOffset(ZoneOffset.UTC));
    return new Freeze(
        title,
        "calendar.ics",
        FreezeScope.EVERYTHING,
        WhatWaits.SEND_BACK,
        (after, before) -> Stream.of(span).filter(one -> one.meets(after, before)).toList(),
        null);
  }
}
