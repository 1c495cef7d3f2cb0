package dev.countersign.policy.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseCommand.Vote;
import dev.countersign.policy.core.cases.CaseState.Refused;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The events of a member and of its cluster come in any order: what people voted on a member must
 * not be void, nor its request refused, because its cluster is not known for a moment.
 */
class MemberWithoutItsClusterTest {
  private static final Rulebook BOOK =
      Rulebooks.asking(
          """
          - title: Reboots in staging need a DBA
            when: { operations: [reboot], environments: [staging] }
            quorum: [{ group: DBA, count: 2 }]
            waiting: 1h
            start_within: 1h
          """);
  private static final Instance MEMBER =
      Samples.member(Samples.OTHER_ACCOUNT, "orders-1", "orders", Map.of());
  private static final Cluster CLUSTER =
      Samples.cluster(Samples.OTHER_ACCOUNT, "orders", Map.of("Env", "staging"));
  private static final Requester ADA = new Requester("ada", "Ada Dba", List.of("DBA"));
  private static final Instant SOON = Samples.NOW.plusSeconds(60);

  private final Waiting voted = voted();

  @Test
  void aVoteStandsUntilTheClusterIsKnownAgain() {
    var gap = OperationCase.decide(BOOK, voted, new LookAgain(MEMBER, null), SOON);
    assertEquals(voted, gap.next());
    assertEquals(List.of(), gap.answers());

    var after = OperationCase.decide(BOOK, gap.next(), new LookAgain(MEMBER, CLUSTER), SOON);
    assertEquals(voted.votes(), assertInstanceOf(Waiting.class, after.next()).votes());
  }

  @Test
  void aVoteInTheGapHasToBeGivenAgain() {
    var step = OperationCase.decide(BOOK, voted, vote("bob", null), SOON);

    assertEquals(voted, step.next());
    var refused = assertInstanceOf(Answer.Discard.class, step.answers().getFirst()).vote();
    assertEquals("cluster-not-known", refused.code());
    var again = OperationCase.decide(BOOK, step.next(), vote("bob", CLUSTER), SOON);
    assertInstanceOf(CaseState.Approved.class, again.next());
  }

  @Test
  void whatIsNotKnownAgainInTimeExpires() {
    var step = OperationCase.decide(BOOK, voted, new LookAgain(MEMBER, null), voted.until());

    assertInstanceOf(Refused.class, step.next());
    assertInstanceOf(Answer.Expire.class, step.answers().getFirst());
  }

  private Waiting voted() {
    var request = Samples.request(MEMBER, "reboot_instance", Map.of(), Samples.DORA);
    var asked =
        OperationCase.decide(BOOK, new Unseen(), new Open(request, MEMBER, CLUSTER), Samples.NOW);
    var waiting = assertInstanceOf(Waiting.class, asked.next());
    var step =
        OperationCase.decide(
            BOOK, waiting, new Vote(ballot(waiting, ADA), MEMBER, CLUSTER), Samples.NOW);
    return assertInstanceOf(Waiting.class, step.next());
  }

  private Vote vote(String person, @Nullable Cluster cluster) {
    return new Vote(ballot(voted, new Requester(person, null, List.of("DBA"))), MEMBER, cluster);
  }

  private static ApprovalVoted ballot(Waiting waiting, Requester person) {
    return new ApprovalVoted(
        waiting.request().operationId(),
        waiting.request().resource(),
        waiting.votes().ballot().hash(),
        VoteVerdict.APPROVE,
        "so",
        person,
        SOON,
        null);
  }
}
