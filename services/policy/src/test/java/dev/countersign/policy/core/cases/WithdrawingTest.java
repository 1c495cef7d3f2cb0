package dev.countersign.policy.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.Answer.Approve;
import dev.countersign.policy.core.cases.Answer.Stop;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Cancelled;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No approval survives a change of what it was bound to, if it has not been carried out. */
class WithdrawingTest {
  private static final Instant SOON = Samples.NOW.plusSeconds(60);

  private static final Instance STAGING =
      Samples.instance(Samples.OTHER_ACCOUNT, "orders-reports", Map.of("Env", "staging"));
  private static final OperationRequested SELF_SERVICE =
      Samples.request(STAGING, "create_snapshot", Map.of("snapshot_id", "before-1"), Samples.OLGA);

  @Test
  void whatPeopleAgreedToDiesWithAnyChangeOfTheRulesOrTheClassification() {
    var approved = agreed();
    var tagged = changed(Ballots.INSTANCE, "tags", Map.of("Env", "prod", "Stage", "production"));
    var renamed = changed(Ballots.INSTANCE, "identifier", "other");
    var rules = new LinkedHashMap<String, Rulebook>();
    rules.put("stricter", Rulebooks.asking(twoDbas("count: 3", "59m")));
    rules.put("laxer", Rulebooks.asking(twoDbas("count: 1", "1h")));
    rules.put("none that asks", Rulebooks.open());
    rules.put("closed", Rulebooks.closed());
    rules.put("of another version", version(Ballots.BOOK, "0".repeat(64)));

    assertEquals(Step.silent(approved), look(Ballots.BOOK, approved, Ballots.INSTANCE));
    rules.forEach((name, book) ->
        assertTrue(
            takenBack(book, approved, Ballots.INSTANCE)
                .contains("have changed since people agreed"),
            name));
    for (var instance : List.of(tagged, renamed)) {
      var reason = takenBack(Ballots.BOOK, approved, instance);
      assertTrue(reason.startsWith("It was approved as production."), reason);
    }
  }

  @Test
  void whatNobodyHadToAgreeToDiesWithARuleThatNoLongerPermitsIt() {
    var approved = approved(Rulebooks.open());
    var asked =
        Rulebooks.asking(
            """
            - title: Everything needs a DBA
              when: {}
              quorum: [{ group: DBA, count: 1 }]
            """);
    var others =
        Rulebooks.edited(
            "{ role: Operator, groups: [Operator] }", "{ role: Operator, groups: [X] }");
    var reclassified = Rulebooks.edited("orders-reporting: staging", "orders-reports: test");

    assertEquals(Step.silent(approved), look(Rulebooks.open(), approved, STAGING));
    assertEquals(
        Step.silent(approved),
        look(version(Rulebooks.closed(), "0".repeat(64)), approved, STAGING),
        "what is about production alone changes nothing here");
    assertTrue(takenBack(asked, approved, STAGING).endsWith("the approval of 1 of DBA now."));
    assertTrue(takenBack(others, approved, STAGING).startsWith("The rules have changed since"));
    // Its tag says the same as before: the settings for instances are not even looked at.
    assertEquals(Step.silent(approved), look(reclassified, approved, STAGING));
    var production = changed(STAGING, "tags", Map.of("Env", "prod"));
    assertEquals(
        "It was approved as staging. Its name, its tags or the settings have changed since, and it"
            + " is production.",
        takenBack(Rulebooks.open(), approved, production));
  }

  @Test
  void howOldARequestIsTakesNothingBackBeforeItsApprovalHasExpired() {
    var book = Rulebooks.open();
    var approved = approved(book);
    var last = Samples.NOW.plus(book.settings().decisionValidity()).minusMillis(1);
    var shorter = Rulebooks.edited("request_age: 15m", "request_age: 1m");

    assertEquals(
        Step.silent(approved), OperationCase.decide(book, approved, new LookAgain(STAGING), last));
    assertEquals(Step.silent(approved), look(shorter, approved, STAGING));
  }

  @Test
  void whatHasExpiredOrCannotBeSeenIsLeftAlone() {
    var approved = agreed();
    var over = Samples.NOW.plusSeconds(7_200);
    assertEquals(
        Step.silent(approved),
        OperationCase.decide(Rulebooks.closed(), approved, new LookAgain(Ballots.INSTANCE), over));
    assertEquals(
        Step.silent(approved),
        OperationCase.decide(Rulebooks.closed(), approved, new LookAgain(null), SOON));
  }

  @Test
  void theSignedApprovalSaysWhichClassPeopleWereShown() {
    var asked = Ballots.asked();
    var one =
        Ballots.decide(asked, Ballots.vote(asked, Ballots.ADA, VoteVerdict.APPROVE, SOON), SOON);
    var both =
        Ballots.decide(
            one.next(), Ballots.vote(asked, Ballots.BOB, VoteVerdict.APPROVE, SOON), SOON);
    var approval = assertInstanceOf(Approve.class, both.answers().getLast()).statement();
    assertEquals("db.t4g.medium", approval.instanceClass());
  }

  private static Approved agreed() {
    var asked = Ballots.asked();
    var one =
        Ballots.decide(
            asked, Ballots.vote(asked, Ballots.ADA, VoteVerdict.APPROVE, Samples.NOW), Samples.NOW);
    var both =
        Ballots.decide(
            one.next(),
            Ballots.vote(asked, Ballots.BOB, VoteVerdict.APPROVE, Samples.NOW),
            Samples.NOW);
    return assertInstanceOf(Approved.class, both.next());
  }

  private static Approved approved(Rulebook book) {
    var step =
        OperationCase.decide(book, new Unseen(), new Open(SELF_SERVICE, STAGING), Samples.NOW);
    return assertInstanceOf(Approved.class, step.next(), step::toString);
  }

  private static Step look(Rulebook book, Approved approved, Instance instance) {
    return OperationCase.decide(book, approved, new LookAgain(instance), SOON);
  }

  private static String takenBack(Rulebook book, Approved approved, Instance instance) {
    var step = look(book, approved, instance);
    assertEquals(new Cancelled(approved.request()), step.next());
    var statement = assertInstanceOf(Stop.class, step.answers().getFirst()).statement();
    assertEquals("countersign/policy", statement.cancelledBy());
    return String.valueOf(statement.reason());
  }

  private static String twoDbas(String count, String startWithin) {
    return """
    - title: Production reboots need two DBAs
      when: { operations: [reboot], environments: [production] }
      quorum: [{ group: DBA, %s }]
      waiting: 24h
      start_within: %s
    """
        .formatted(count, startWithin);
  }

  private static Rulebook version(Rulebook book, String version) {
    return new Rulebook(
        version,
        book.settings(),
        book.environmentGate(),
        book.catalogue(),
        book.rules(),
        book.freezes());
  }

  private static Instance changed(Instance instance, String field, Object value) {
    var tree = (ObjectNode) Json.mapper().valueToTree(instance);
    tree.set(field, Json.mapper().valueToTree(value));
    return Json.read(tree.toString(), Instance.class);
  }
}
