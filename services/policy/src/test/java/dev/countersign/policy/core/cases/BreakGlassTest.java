package dev.countersign.policy.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Justification;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.Answer.Approve;
import dev.countersign.policy.core.cases.Answer.Ask;
import dev.countersign.policy.core.cases.Answer.KeepReview;
import dev.countersign.policy.core.cases.Answer.Reject;
import dev.countersign.policy.core.cases.Answer.UseBreakGlass;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.freeze.Freeze;
import dev.countersign.policy.core.freeze.FreezeScope;
import dev.countersign.policy.core.freeze.Freezes;
import dev.countersign.policy.core.freeze.Span;
import dev.countersign.policy.core.freeze.WhatWaits;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What may be skipped in an emergency, by whom, and what it costs. */
class BreakGlassTest {
  private static final Instant NOW = Samples.NOW;
  private static final String TWO_DBAS =
      """
      approval_rules:
        - title: Production needs two DBAs
          when: { environments: [production] }
          quorum: [{ group: DBA, count: 2 }]
      """;
  private static final String EVERYTHING =
      """
      break_glass:
        when: { operations: [reboot_instance], environments: [production] }
        skips: [approvals, freezes]
      """;
  private static final Freezes FROZEN = frozen(WhatWaits.SEND_BACK, Duration.ofDays(9));
  private static final Rulebook BOOK =
      Rulebooks.with(Rulebooks.openWith(TWO_DBAS + EVERYTHING), FROZEN);
  private static final Instance PRODUCTION =
      Samples.instance(Samples.OTHER_ACCOUNT, "orders", Map.of("Env", "prod"));
  private static final Instance DEVELOPMENT =
      Samples.instance(Samples.DEVELOPMENT_ACCOUNT, "orders-dev", Map.of("Env", "dev"));
  private static final Requester BEA = new Requester("bea", "Bea", List.of("DBA", "BreakGlass"));

  @Test
  void approvalsAndFreezesAreSkippedAndItIsSaidWhich() {
    var request = emergency(PRODUCTION, BEA);
    var step = open(BOOK, request, PRODUCTION, null);
    assertEquals(2, step.answers().size(), step.toString());
    var use = assertInstanceOf(UseBreakGlass.class, step.answers().getFirst()).use();
    var approval = assertInstanceOf(Approve.class, step.answers().getLast()).statement();
    assertEquals("bea", use.usedBy());
    assertEquals("The shop is down.", use.reason());
    assertEquals(use.skipped(), approval.skipped());
    assertTrue(use.skipped().getFirst().startsWith("production-needs-two-dbas@"), use.toString());
    assertEquals("freeze: Year end", use.skipped().getLast());
    assertNull(approval.approvers());
    // Not cut short by the freeze, and no longer than any other.
    assertEquals(NOW.plus(Duration.ofMinutes(15)), approval.expiresAt());
  }

  @Test
  void aFreezeThatIsPutIntoTheCalendarAfterwardsDoesNotTakeItBack() {
    var calm = Rulebooks.with(BOOK, Freezes.NONE);
    var approved = open(calm, emergency(PRODUCTION, BEA), PRODUCTION, null).next();
    assertInstanceOf(Approved.class, approved);
    assertEquals(
        Step.silent(approved),
        OperationCase.decide(BOOK, approved, new LookAgain(PRODUCTION), NOW.plusSeconds(1)));
  }

  @Test
  void whatIsNotToBeSkippedBindsAsEver() {
    var freezesOnly =
        Rulebooks.with(
            Rulebooks.openWith(TWO_DBAS + EVERYTHING.replace("approvals, freezes", "freezes")),
            FROZEN);
    var asked = open(freezesOnly, emergency(PRODUCTION, BEA), PRODUCTION, null);
    assertInstanceOf(Ask.class, asked.answers().getFirst());
    var approvalsOnly =
        Rulebooks.with(
            Rulebooks.openWith(TWO_DBAS + EVERYTHING.replace("approvals, freezes", "approvals")),
            FROZEN);
    assertEquals("frozen", refusal(open(approvalsOnly, emergency(PRODUCTION, BEA), PRODUCTION)));
  }

  @Test
  void anEmergencyIsNotKeptUntilAfterAFreezeThatItDoesNotSkip() {
    var held = frozen(WhatWaits.START_AFTER, Duration.ofHours(1));
    var book =
        Rulebooks.with(
            Rulebooks.openWith(TWO_DBAS + EVERYTHING.replace("approvals, freezes", "approvals")),
            held);
    assertEquals("frozen", refusal(open(book, emergency(PRODUCTION, BEA), PRODUCTION)));
  }

  @Test
  void itTakesTheRoleAndAPlaceThatTheRulesName() {
    var dba = new Requester("dan", "Dan", List.of("DBA"));
    assertEquals("group-required", refusal(open(BOOK, emergency(PRODUCTION, dba), PRODUCTION)));
    var stranger = new Requester("sam", "Sam", List.of("BreakGlass"));
    assertEquals(
        "group-required", refusal(open(BOOK, emergency(PRODUCTION, stranger), PRODUCTION)));
    assertEquals(
        "break-glass-not-allowed", refusal(open(BOOK, emergency(DEVELOPMENT, BEA), DEVELOPMENT)));
    var nowhere = Rulebooks.openWith(TWO_DBAS);
    assertEquals(
        "break-glass-not-allowed", refusal(open(nowhere, emergency(PRODUCTION, BEA), PRODUCTION)));
  }

  @Test
  void theTwoGatesStayClosed() {
    for (var gates : List.of("setting", "environment")) {
      var book =
          gates.equals("setting")
              ? Rulebooks.closedBySetting(TWO_DBAS + EVERYTHING)
              : Rulebooks.closedByEnvironment(TWO_DBAS + EVERYTHING);
      assertEquals(
          "production-closed", refusal(open(book, emergency(PRODUCTION, BEA), PRODUCTION)), gates);
    }
  }

  /** Whoever asks, for whatever, where: it permits nothing that votes could not have permitted. */
  @Test
  void nothingIsPermittedThatIsPlainlyRejected() {
    var plain = Rulebooks.openWith("");
    var permitted = 0;
    for (var instance : List.of(PRODUCTION, DEVELOPMENT)) {
      for (var person : people()) {
        for (var operation : List.of("reboot_instance", "stop_instance")) {
          for (var confirmed : List.of(true, false)) {
            var parameters = Map.<String, Object>of("confirm_production", confirmed);
            var request = Samples.request(instance, operation, parameters, person);
            var asked = open(BOOK, with(request, "why"), instance, null);
            var ordinary = open(plain, request, instance, null);
            if (approves(asked)) {
              permitted++;
              assertTrue(approves(ordinary), request.toString());
              assertTrue(person.groups().contains("BreakGlass"), request.toString());
              assertEquals(PRODUCTION, instance);
              assertEquals("reboot_instance", operation);
            }
          }
        }
      }
    }
    // A DBA or an Admin with the role, who confirms.
    assertTrue(permitted > 0);
  }

  @Test
  void untilTheReviewIsClosedTheNextIsRefusedOnWhateverOperation() {
    var refused = open(BOOK, emergency(PRODUCTION, BEA), PRODUCTION, "01a21c3b-earlier");
    assertEquals("review-open", refusal(refused));
    var message = assertInstanceOf(Reject.class, refused.answers().getFirst()).rejection();
    assertTrue(message.message().contains("01a21c3b-earlier"), message.message());
    assertInstanceOf(CaseState.Refused.class, refused.next());
    // Nobody is asked for their approval in vain.
    var freezesOnly =
        Rulebooks.openWith(TWO_DBAS + EVERYTHING.replace("approvals, freezes", "freezes"));
    assertEquals(
        "review-open",
        refusal(open(freezesOnly, emergency(PRODUCTION, BEA), PRODUCTION, "01a21c3b-earlier")));
    // An ordinary request is as free as ever.
    var ordinary =
        Samples.request(PRODUCTION, "reboot_instance", Map.of("confirm_production", true), BEA);
    var calm = Rulebooks.with(BOOK, Freezes.NONE);
    assertInstanceOf(
        Ask.class, open(calm, ordinary, PRODUCTION, "01a21c3b-earlier").answers().getFirst());
  }

  @Test
  void anotherPersonWithARoleClosesTheReviewOnceAndItsUserNever() {
    var bea = new Requester("bea", "Bea", List.of("DBA", "Admin", "Approver"));
    assertEquals("own-break-glass", kept(bea, new Review("bea", true)));
    var other = new Requester("olga", "Olga", List.of("Operator", "BreakGlass", "Auditor"));
    assertEquals("not-yours-to-review", kept(other, new Review("bea", true)));
    var ada = new Requester("ada", "Ada", List.of("Approver"));
    assertEquals("already-closed", kept(ada, new Review("bea", false)));
    assertEquals("no-review", kept(ada, null));
    var closing =
        assertInstanceOf(
                Answer.CloseReview.class, close(ada, new Review("bea", true)).answers().getFirst())
            .closing();
    assertEquals(List.of("bea", "ada"), List.of(closing.usedBy(), closing.closedBy()));
    assertEquals("It was right.", closing.comment());
  }

  private static String kept(Requester person, @Nullable Review review) {
    return assertInstanceOf(KeepReview.class, close(person, review).answers().getFirst())
        .refusal()
        .code();
  }

  private static Step close(Requester person, @Nullable Review review) {
    var request = emergency(PRODUCTION, BEA);
    var said =
        new ReviewSubmitted(
            request.operationId(), request.resource(), "It was right.", person, null);
    var state = new Approved(request, null);
    var step =
        OperationCase.decide(
            BOOK, state, new CaseCommand.CloseReview(said, review, PRODUCTION), NOW);
    assertEquals(state, step.next());
    return step;
  }

  private static List<Requester> people() {
    var groups = List.of("Viewer", "Operator", "DBA", "Approver", "BreakGlass");
    var people = new ArrayList<Requester>();
    for (var mask = 0; mask < 1 << groups.size(); mask++) {
      var theirs = new ArrayList<String>();
      for (var i = 0; i < groups.size(); i++) {
        if ((mask & 1 << i) != 0) {
          theirs.add(groups.get(i));
        }
      }
      people.add(new Requester("person-" + mask, null, theirs));
    }
    return people;
  }

  private static boolean approves(Step step) {
    return step.answers().stream().anyMatch(Approve.class::isInstance);
  }

  private static String refusal(Step step) {
    return Objects.requireNonNull(
        assertInstanceOf(Reject.class, step.answers().getFirst()).rejection().code());
  }

  private static Step open(Rulebook book, OperationRequested request, Instance instance) {
    return open(book, request, instance, null);
  }

  private static Step open(
      Rulebook book, OperationRequested request, Instance instance, @Nullable String openReview) {
    return OperationCase.decide(book, new Unseen(), new Open(request, instance), openReview, NOW);
  }

  private static OperationRequested emergency(Instance instance, Requester person) {
    return with(
        Samples.request(instance, "reboot_instance", Map.of("confirm_production", true), person),
        "The shop is down.");
  }

  private static OperationRequested with(OperationRequested request, String reason) {
    return request.breakingGlass(new Justification(reason));
  }

  private static Freezes frozen(WhatWaits waits, Duration remaining) {
    var span =
        new Span(
            "Year end",
            "UTC",
            NOW.minusSeconds(60).atOffset(ZoneOffset.UTC),
            NOW.plus(remaining).atOffset(ZoneOffset.UTC));
    return new Freezes(
        List.of(
            new Freeze(
                "Year end",
                "year-end.ics",
                FreezeScope.EVERYTHING,
                waits,
                (from, to) -> List.of(span),
                null)));
  }
}
