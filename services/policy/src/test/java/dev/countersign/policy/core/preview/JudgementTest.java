package dev.countersign.policy.core.preview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Justification;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.Answer;
import dev.countersign.policy.core.cases.CaseCommand;
import dev.countersign.policy.core.cases.CaseState;
import dev.countersign.policy.core.cases.OperationCase;
import dev.countersign.policy.core.freeze.Freeze;
import dev.countersign.policy.core.freeze.FreezeScope;
import dev.countersign.policy.core.freeze.Freezes;
import dev.countersign.policy.core.freeze.Span;
import dev.countersign.policy.core.freeze.WhatWaits;
import dev.countersign.policy.core.preview.Judgement.Outcome;
import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.policy.core.rulebook.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final Instant NOW = Samples.NOW;
  private static final Instance PRODUCTION =
      Samples.instance(Samples.OTHER_ACCOUNT, "database-1", Map.of("Env", "prod"));
  private static final OperationRequested SNAPSHOT =
      Samples.request(
          PRODUCTION, "create_snapshot", Map.of("snapshot_id", "before-1"), Samples.DORA);
  private static final Rulebook ASKING =
      Rulebooks.asking(
          """
          - title: Production snapshots need a second DBA
            when: { operations: [create_snapshot], environments: [production] }
            quorum: [{ group: DBA, count: 1 }]
            waiting: 24h
            start_within: 1h
          """);

  @Test
  void aRefusalNamesEveryRuleThatForbidsWithItsTitleAndWhatItSays() {
    var reboot = Samples.request(PRODUCTION, "reboot_instance", Map.of(), Samples.OLGA);

    var judged = Judgement.of(Rulebooks.closed(), reboot, PRODUCTION, NOW);

    assertEquals(Outcome.REJECTED, judged.outcome());
    assertEquals(Environment.PRODUCTION, judged.classification().environment());
    assertEquals("production-closed@1", judged.rules().getFirst().id());
    assertEquals("Production is closed", judged.rules().getFirst().title());
    assertTrue(judged.rules().getFirst().why().contains("CloudOps"));
    assertTrue(
        judged.rules().stream()
            .anyMatch(rule ->
                rule.id().equals("production-risky-group@1")
                    && rule.why().startsWith("On production instances, reboot_instance needs")));
  }

  @Test
  void aYesNamesTheRuleThatPermitsIt() {
    var judged = Judgement.of(Rulebooks.open(), SNAPSHOT, PRODUCTION, NOW);

    assertEquals(Outcome.APPROVED, judged.outcome());
    var rule = judged.rules().getFirst();
    assertEquals("production-safe@2", rule.id());
    assertEquals("Safe operations on production", rule.title());
    assertTrue(rule.why().startsWith("create_snapshot is one of the safe operations"), rule::why);
    assertNull(judged.nextFreeze());
  }

  @Test
  void whatNeedsVotesNamesTheRuleAndTheGroupThatIsAsked() {
    var judged = Judgement.of(ASKING, SNAPSHOT, PRODUCTION, NOW);

    assertEquals(Outcome.APPROVAL_REQUIRED, judged.outcome());
    var rule = judged.rules().getFirst();
    assertEquals("Production snapshots need a second DBA", rule.title());
    assertTrue(rule.why().contains("DBA"), rule::why);
    var needed = assertInstanceOf(Verdict.VotesNeeded.class, judged.verdict());
    assertEquals("DBA", needed.ballot().quorum().getFirst().group());
  }

  @Test
  void aFreezeIsNamedWhetherItHoldsOrSendsBack() {
    for (var what : WhatWaits.values()) {
      var book = freezing("Year end", what, NOW.minusSeconds(60), NOW.plusSeconds(3600));
      var judged = Judgement.of(book, SNAPSHOT, PRODUCTION, NOW);

      assertEquals(Outcome.FROZEN, judged.outcome(), what.toString());
      assertEquals("freeze: Year end", judged.rules().getFirst().id());
      assertEquals("Year end", judged.rules().getFirst().title());
      assertTrue(judged.rules().getFirst().why().contains("is in force until"));
    }
  }

  @Test
  void theNextFreezeIsToldBeforeItBinds() {
    var begin = NOW.plus(Duration.ofDays(20));
    var book = freezing("Year end", WhatWaits.SEND_BACK, begin, begin.plusSeconds(60));

    var next = Judgement.of(book, SNAPSHOT, PRODUCTION, NOW).nextFreeze();

    assertNotNull(next);
    assertEquals("Year end", next.freeze());
    assertEquals(begin, next.at());
  }

  /** Of every operation, for everybody, on production and elsewhere, under several rulebooks. */
  @Test
  void whatAPreviewSaysIsWhatIsDecidedWhenNothingHasChanged() {
    var end = NOW.plusSeconds(3600);
    var books =
        List.of(
            Rulebooks.open(),
            Rulebooks.closed(),
            ASKING,
            freezing("Held", WhatWaits.START_AFTER, NOW, end),
            freezing("Sent back", WhatWaits.SEND_BACK, NOW, end));
    var seen = new HashMap<Outcome, Integer>();
    for (var book : books) {
      for (var operation : book.catalogue().definitions()) {
        for (var tag : List.of("prod", "dev")) {
          var resource =
              Samples.resourceFor(
                  operation, Samples.OTHER_ACCOUNT, "database-1", Map.of("Env", tag));
          for (var requester : List.of(Samples.OLGA, Samples.DORA)) {
            for (var parameters : operation.examples()) {
              for (var confirmed : List.of(true, false)) {
                var all = new HashMap<>(parameters);
                all.put("confirm_production", confirmed);
                var request = Samples.request(resource, operation.name(), all, requester);

                var previewed = Judgement.of(book, request, resource, NOW);
                var decided =
                    OperationCase.decide(
                        book, new CaseState.Unseen(), new CaseCommand.Open(request, resource), NOW);

                assertEquals(
                    outcome(decided.answers().getFirst()),
                    previewed.outcome(),
                    operation.name() + all + tag);
                seen.merge(previewed.outcome(), 1, Integer::sum);
              }
            }
          }
        }
      }
    }
    assertEquals(Outcome.values().length, seen.size(), seen.toString());
  }

  @Test
  void whoeverHasAReviewOpenIsToldSoBeforeTheNextBreakGlass() {
    var book =
        Rulebooks.openWith(
            """
            break_glass:
              when: { environments: [production] }
              skips: [approvals, freezes]
            """);
    var bea = new Requester("bea", "Bea", List.of("DBA", "BreakGlass"));
    var ordinary =
        Samples.request(PRODUCTION, "create_snapshot", Map.of("snapshot_id", "before-1"), bea);
    var emergency = ordinary.breakingGlass(new Justification("The shop is down."));
    for (var openReview : Arrays.asList("an-earlier-one", null)) {
      for (var request : List.of(ordinary, emergency)) {
        var decided =
            OperationCase.decide(
                book,
                new CaseState.Unseen(),
                new CaseCommand.Open(request, PRODUCTION),
                openReview,
                NOW);
        var judged = Judgement.of(book, request, PRODUCTION, openReview, NOW);
        assertEquals(outcome(decided.answers().getLast()), judged.outcome());
        assertEquals(
            openReview != null && request.breakGlass() != null,
            judged.verdict() instanceof Verdict.Rejected(var no)
                && no.code().equals("review-open"));
      }
    }
  }

  @Test
  void whatSomebodyMayDoIsWhatIsJudgedOfOrdinaryParameters() {
    var end = NOW.plusSeconds(3600);
    var seen = new HashMap<String, Integer>();
    for (var book :
        List.of(
            Rulebooks.open(),
            Rulebooks.closed(),
            ASKING,
            freezing("Held", WhatWaits.START_AFTER, NOW, end))) {
      for (var tag : List.of("prod", "dev")) {
        for (var requester : List.of(Samples.OLGA, Samples.DORA)) {
          var instance = Samples.instance(Samples.OTHER_ACCOUNT, "database-1", Map.of("Env", tag));
          var may = Allowances.of(book, requester, instance, NOW);
          for (var operation : book.catalogue().definitions()) {
            var allowance = may.operations().get(operation.name());
            assertEquals(operation.isFor(instance.key()), allowance != null, operation.name());
            if (allowance != null) {
              var parameters = new HashMap<>(operation.examples().getFirst());
              parameters.put("confirm_production", true);
              var request = Samples.request(instance, operation.name(), parameters, requester);
              var expected =
                  switch (Judgement.of(book, request, instance, NOW).outcome()) {
                    case APPROVED -> "yes";
                    case APPROVAL_REQUIRED -> "needs-approval";
                    case REJECTED, FROZEN -> "no";
                  };
              assertEquals(expected, allowance.allowed(), operation.name() + tag);
              seen.merge(expected, 1, Integer::sum);
            }
          }
        }
      }
    }
    assertEquals(3, seen.size(), seen.toString());
  }

  @Test
  void whyNotIsSaidToThisPersonAndAConfirmationIsAskedFor() {
    var olga = Allowances.of(Rulebooks.open(), Samples.OLGA, PRODUCTION, NOW).operations();
    var reboot = Objects.requireNonNull(olga.get("reboot_instance"));
    assertEquals("no", reboot.allowed());
    assertTrue(reboot.reason().contains("On production instances, reboot_instance needs"));

    var dora = Allowances.of(Rulebooks.open(), Samples.DORA, PRODUCTION, NOW).operations();
    assertTrue(
        Objects.requireNonNull(dora.get("reboot_instance"))
            .reason()
            .contains("confirm_production"));

    var asked = Allowances.of(ASKING, Samples.DORA, PRODUCTION, NOW).operations();
    assertTrue(Objects.requireNonNull(asked.get("create_snapshot")).reason().contains("DBA"));
  }

  private static Outcome outcome(Answer answer) {
    return switch (answer) {
      case Answer.Approve _ -> Outcome.APPROVED;
      case Answer.Ask _ -> Outcome.APPROVAL_REQUIRED;
      case Answer.Hold _ -> Outcome.FROZEN;
      case Answer.Reject(var rejection) ->
          rejection.code().equals("frozen") ? Outcome.FROZEN : Outcome.REJECTED;
      default -> throw new AssertionError(answer);
    };
  }

  private static Rulebook freezing(String title, WhatWaits what, Instant begin, Instant end) {
    var span = new Span("", "UTC", begin.atOffset(ZoneOffset.UTC), end.atOffset(ZoneOffset.UTC));
    return Rulebooks.with(
        Rulebooks.open(),
        new Freezes(
            List.of(
                new Freeze(
                    title,
                    title + ".ics",
                    FreezeScope.EVERYTHING,
                    what,
                    (from, to) -> span.meets(from, to) ? List.of(span) : List.of(),
                    null))));
  }
}
