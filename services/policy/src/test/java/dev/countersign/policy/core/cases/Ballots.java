package dev.countersign.policy.core.cases;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.DecisionEvent.ApprovalRequired;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A production reboot that two DBAs have to approve, and people who vote on it. */
final class Ballots {
  static final Rulebook BOOK =
      Rulebooks.asking(
          """
          - title: Production reboots need two DBAs
            when: { operations: [reboot], environments: [production] }
            quorum: [{ group: DBA, count: 2 }]
            waiting: 24h
            start_within: 1h
          """);

  static final Instance INSTANCE =
      Samples.instance(Samples.OTHER_ACCOUNT, "orders", Map.of("Env", "prod"));

  /** Asks as a DBA, who may ask for it and would be one of those who may approve it. */
  static final OperationRequested REQUEST =
      Samples.request(
          INSTANCE, "reboot_instance", Map.of("confirm_production", true), Samples.DORA);

  static final Requester ADA = new Requester("ada", "Ada Dba", List.of("DBA"));
  static final Requester BOB = new Requester("bob", "Bob Dba", List.of("DBA", "Operator"));
  static final Requester CEM = new Requester("cem", null, List.of("DBA"));

  static Waiting asked() {
    var step = decide(new Unseen(), new CaseCommand.Open(REQUEST, INSTANCE), Samples.NOW);
    return assertInstanceOf(Waiting.class, step.next());
  }

  static Step decide(CaseState state, CaseCommand command, Instant now) {
    return OperationCase.decide(BOOK, state, command, now);
  }

  static CaseCommand.Vote vote(Waiting waiting, Requester person, VoteVerdict verdict, Instant at) {
    var hash = waiting.votes().ballot().hash();
    return new CaseCommand.Vote(
        new ApprovalVoted(
            REQUEST.operationId(), REQUEST.resource(), hash, verdict, "so", person, at, null),
        INSTANCE);
  }

  static ApprovalRequired question(Step step) {
    return step.answers().stream()
        .filter(Answer.Ask.class::isInstance)
        .map(answer -> ((Answer.Ask) answer).question())
        .findFirst()
        .orElseThrow(() -> new AssertionError("nobody is asked: " + step));
  }

  private Ballots() {}
}
