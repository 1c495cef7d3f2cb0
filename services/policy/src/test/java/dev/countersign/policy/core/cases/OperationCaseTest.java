package dev.countersign.policy.core.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.DecisionStatement.Resolution;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.ApprovalVoted;
import dev.countersign.contracts.event.RequestEvent.CancelRequested;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ResolutionRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.policy.Rulebooks;
import dev.countersign.policy.Samples;
import dev.countersign.policy.core.approval.Votes;
import dev.countersign.policy.core.cases.CaseCommand.Cancel;
import dev.countersign.policy.core.cases.CaseCommand.CloseReview;
import dev.countersign.policy.core.cases.CaseCommand.LookAgain;
import dev.countersign.policy.core.cases.CaseCommand.Open;
import dev.countersign.policy.core.cases.CaseCommand.Resolve;
import dev.countersign.policy.core.cases.CaseCommand.Unproven;
import dev.countersign.policy.core.cases.CaseCommand.Vote;
import dev.countersign.policy.core.cases.CaseState.Approved;
import dev.countersign.policy.core.cases.CaseState.Cancelled;
import dev.countersign.policy.core.cases.CaseState.Held;
import dev.countersign.policy.core.cases.CaseState.Parked;
import dev.countersign.policy.core.cases.CaseState.Refused;
import dev.countersign.policy.core.cases.CaseState.Unseen;
import dev.countersign.policy.core.cases.CaseState.Waiting;
import dev.countersign.policy.core.classification.Classifier;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The whole table: every state × every command. */
class OperationCaseTest {
  private static final Rulebook BOOK = Rulebooks.closed();
  private static final Instance INSTANCE =
      Samples.instance(Samples.DEVELOPMENT_ACCOUNT, "dev-1", Map.of("Env", "dev"));
  private static final OperationRequested REQUEST =
      Samples.request(INSTANCE, "stop_instance", Map.of(), Samples.OLGA);
  private static final Instant SOON = Samples.NOW.plusSeconds(9);
  private static final Instant UNTIL = Samples.NOW.plusSeconds(10);

  /** Of rules that are no longer in force: nothing asks for votes any more. */
  private static final Ballot BALLOT =
      new Ballot(
          REQUEST.operationId(),
          1,
          RequestHash.of(REQUEST),
          INSTANCE.key(),
          INSTANCE.arn(),
          INSTANCE.instanceClass(),
          Classifier.classify(BOOK.settings().classification(), new Known(INSTANCE, null)),
          List.of(new Need("DBA", 2)),
          List.of("stops-need-two@00000000"),
          "0".repeat(64));

  private static final Map<String, CaseState> STATES = states();
  private static final Map<String, CaseCommand> COMMANDS = commands();

  /** Rows are states, columns commands; "next state / answer", "-" for no answer, "=" unchanged. */
  private static final String TABLE =
      """
      state     | open             | open unknown | look             | look unknown                    | cancel                   | cancel stranger  | vote                        | resolve           | resolve stranger  | unproven open            | unproven cancel  | unproven vote       | unproven resolve  | review                 | review closes | unproven review
      unseen    | approved/Approve | parked/-     | =/-              | =/-                             | =/GoOn unknown           | =/GoOn unknown   | =/Discard unknown-operation | =/Settle          | =/Leave not-yours | refused/Reject requester | =/GoOn requester | =/Discard requester | =/Leave requester | =/KeepReview no-review | =/CloseReview | =/KeepReview requester
      parked    | =/-              | =/-          | approved/Approve | =/-                             | refused/Reject cancelled | =/GoOn not-yours | =/Discard not-asked-yet     | =/Leave never-ran | =/Leave not-yours | =/-                      | =/GoOn requester | =/Discard requester | =/Leave requester | =/KeepReview no-review | =/CloseReview | =/KeepReview requester
      waiting   | =/-              | =/-          | approved/Approve | refused/Reject instance-unknown | refused/Reject cancelled | =/GoOn not-yours | approved/Approve            | =/Leave never-ran | =/Leave not-yours | =/-                      | =/GoOn requester | =/Discard requester | =/Leave requester | =/KeepReview no-review | =/CloseReview | =/KeepReview requester
      held      | =/-              | =/-          | =/-              | =/-                             | refused/Reject cancelled | =/GoOn not-yours | =/Discard already-decided   | =/Leave never-ran | =/Leave not-yours | =/-                      | =/GoOn requester | =/Discard requester | =/Leave requester | =/KeepReview no-review | =/CloseReview | =/KeepReview requester
      approved  | =/-              | =/-          | =/-              | =/-                             | cancelled/Stop           | =/GoOn not-yours | =/Discard already-decided   | =/Settle          | =/Leave not-yours | =/-                      | =/GoOn requester | =/Discard requester | =/Leave requester | =/KeepReview no-review | =/CloseReview | =/KeepReview requester
      refused   | =/-              | =/-          | =/-              | =/-                             | =/GoOn already-refused   | =/GoOn not-yours | =/Discard already-decided   | =/Leave never-ran | =/Leave not-yours | =/-                      | =/GoOn requester | =/Discard requester | =/Leave requester | =/KeepReview no-review | =/CloseReview | =/KeepReview requester
      cancelled | =/-              | =/-          | =/-              | =/-                             | =/GoOn already-cancelled | =/GoOn not-yours | =/Discard already-decided   | =/Settle          | =/Leave not-yours | =/-                      | =/GoOn requester | =/Discard requester | =/Leave requester | =/KeepReview no-review | =/CloseReview | =/KeepReview requester
      """;

  @Test
  void everyCommandInEveryStateDoesWhatTheTableSays() {
    var lines = TABLE.lines().toList();
    var columns = cells(lines.getFirst());
    assertEquals(
        new HashSet<>(COMMANDS.keySet()), new HashSet<>(columns.subList(1, columns.size())));
    assertEquals(STATES.size(), lines.size() - 1);
    for (var line : lines.subList(1, lines.size())) {
      var row = cells(line);
      var state = value(STATES, row.getFirst());
      for (var column = 1; column < columns.size(); column++) {
        var command = value(COMMANDS, columns.get(column));
        var step = OperationCase.decide(BOOK, state, command, SOON);
        assertCell(row.get(column), state, step, row.getFirst() + " × " + columns.get(column));
      }
    }
  }

  @Test
  void everyKindOfStateAndCommandIsInTheTable() {
    assertKinds(CaseState.class, STATES.values());
    assertKinds(CaseCommand.class, COMMANDS.values());
  }

  @Test
  void waitingEndsWhenItsTimeHasCome() {
    var parked = new Parked(REQUEST, UNTIL);
    var early = OperationCase.decide(BOOK, parked, new LookAgain(null), UNTIL.minusMillis(1));
    assertNull(answer(early));
    var late = OperationCase.decide(BOOK, parked, new LookAgain(null), UNTIL);
    assertEquals(new Refused(REQUEST), late.next());
    var rejection = assertInstanceOf(Answer.Reject.class, answer(late)).rejection();
    assertEquals("instance-unknown", rejection.code());
    assertNull(rejection.classification());
  }

  @Test
  void aMemberWaitsForItsClusterAndIsProductionWithoutIt() {
    var member = Samples.member(INSTANCE.key().account(), "m-1", "m", Map.of("Env", "dev"));
    var request =
        Samples.request(member, "create_snapshot", Map.of("snapshot_id", "s"), Samples.OLGA);
    var opened = OperationCase.decide(BOOK, new Unseen(), new Open(request, member), SOON);
    var parked = assertInstanceOf(Parked.class, opened.next());
    assertNull(answer(opened));
    var look = new LookAgain(member, null);
    var early = OperationCase.decide(BOOK, parked, look, parked.until().minusMillis(1));
    assertEquals(parked, early.next());

    var late = OperationCase.decide(BOOK, parked, look, parked.until());
    var classification =
        switch (answer(late)) {
          case Answer.Approve(var approval) -> approval.classification();
          case Answer.Reject(var rejection) -> rejection.classification();
          case null, default -> null;
        };
    assertEquals(Environment.PRODUCTION, Objects.requireNonNull(classification).environment());

    var cluster = Samples.cluster(INSTANCE.key().account(), "m", Map.of("Env", "dev"));
    var found = OperationCase.decide(BOOK, parked, new LookAgain(member, cluster), parked.until());
    var approval = assertInstanceOf(Answer.Approve.class, answer(found)).statement();
    assertEquals(Environment.DEVELOPMENT, approval.classification().environment());
    assertEquals("cluster", approval.classification().method());
  }

  @Test
  void anInstanceThatComesInTheLastMomentIsStillInTime() {
    var step =
        OperationCase.decide(
            BOOK, new Parked(REQUEST, UNTIL), new LookAgain(INSTANCE), UNTIL.plusSeconds(60));
    assertInstanceOf(Answer.Approve.class, answer(step));
  }

  @Test
  void whatWasAskedForTooLongAgoIsRefusedHoweverItCameToBeLate() {
    var late = Samples.NOW.plus(BOOK.settings().requestAge());
    for (var way : untimelyWays(late)) {
      assertEquals("request-too-old", rejectedWith(way));
    }
    var inTime = OperationCase.decide(BOOK, new Unseen(), OPEN, late.minusMillis(1));
    assertInstanceOf(Answer.Approve.class, answer(inTime));
  }

  @Test
  void aRequestFromTheFutureIsRefusedButForWhatClocksMayDiffer() {
    var before = Samples.NOW.minus(BOOK.settings().clockTolerance());
    for (var way : untimelyWays(before.minusMillis(1))) {
      assertEquals("request-from-the-future", rejectedWith(way));
    }
    var tolerated = OperationCase.decide(BOOK, new Unseen(), OPEN, before);
    assertInstanceOf(Answer.Approve.class, answer(tolerated));
  }

  @Test
  void anApprovalDoesNotOutliveTheAgeThatItsRequestMayHave() {
    var age = BOOK.settings().requestAge();
    for (var decided : List.of(Samples.NOW, Samples.NOW.plus(age.dividedBy(2)))) {
      var step = OperationCase.decide(BOOK, new Unseen(), OPEN, decided);
      var approval = assertInstanceOf(Answer.Approve.class, answer(step)).statement();
      assertEquals(Samples.NOW.plus(age), approval.expiresAt());
    }
  }

  private static final CaseCommand OPEN = new Open(REQUEST, INSTANCE);

  private static List<Step> untimelyWays(Instant now) {
    return List.of(
        OperationCase.decide(BOOK, new Unseen(), OPEN, now),
        OperationCase.decide(BOOK, new Unseen(), new Open(REQUEST, null), now),
        OperationCase.decide(BOOK, new Parked(REQUEST, UNTIL), new LookAgain(INSTANCE), now));
  }

  private static String rejectedWith(Step step) {
    assertEquals(new Refused(REQUEST), step.next());
    return assertInstanceOf(Answer.Reject.class, answer(step)).rejection().code();
  }

  @Test
  void parkingLastsAsLongAsTheSettingsSay() {
    var step = OperationCase.decide(BOOK, new Unseen(), new Open(REQUEST, null), Samples.NOW);
    assertEquals(new Parked(REQUEST, UNTIL), step.next());
  }

  @Test
  void administratorsMayCancelWhatOthersAskedFor() {
    var step =
        OperationCase.decide(
            BOOK,
            new Approved(REQUEST, UNTIL),
            new Cancel(wish(Samples.DORA), INSTANCE),
            Samples.NOW);
    var statement = assertInstanceOf(Answer.Stop.class, answer(step)).statement();
    assertEquals(REQUEST.operationId(), statement.operationId());
    assertEquals(REQUEST.resource(), statement.resource());
    assertEquals("dora", statement.cancelledBy());
    assertEquals("why not", statement.reason());
    assertEquals(Samples.NOW, statement.decidedAt());
  }

  @Test
  void aFindingIsSignedForItsOperationWithWhoFoundOut() {
    var step =
        OperationCase.decide(
            BOOK,
            new Approved(REQUEST, UNTIL),
            new Resolve(finding(Samples.DORA), INSTANCE),
            Samples.NOW);
    assertEquals(new Approved(REQUEST, UNTIL), step.next());
    assertEquals(
        new Resolution(
            REQUEST.operationId(),
            REQUEST.resource(),
            "did-not-happen",
            "dora",
            "The engine's log shows no restart.",
            Samples.NOW),
        assertInstanceOf(Answer.Settle.class, answer(step)).statement());
  }

  private static void assertCell(String cell, CaseState before, Step step, String where) {
    var parts = cell.split("/");
    var next = parts[0].equals("=") ? before : step.next();
    assertEquals(next, step.next(), where);
    if (!parts[0].equals("=")) {
      assertEquals(value(STATES, parts[0]).getClass(), step.next().getClass(), where);
    }
    var answer = answer(step);
    var kind = parts[1].split(" ");
    assertEquals(kind[0], answer == null ? "-" : answer.getClass().getSimpleName(), where);
    var code =
        switch (answer) {
          case Answer.GoOn(var refusal) -> refusal.code();
          case Answer.Leave(var refusal) -> refusal.code();
          case Answer.Reject(var rejection) -> rejection.code();
          case Answer.Discard(var vote) -> vote.code();
          case Answer.KeepReview(var refusal) -> refusal.code();
          case null, default -> "";
        };
    assertEquals(true, code.startsWith(kind.length > 1 ? kind[1] : ""), where + ": " + code);
  }

  private static void assertKinds(Class<?> sealed, Iterable<?> values) {
    var seen = new HashSet<Class<?>>();
    values.forEach(value -> seen.add(value.getClass()));
    assertEquals(new HashSet<>(Arrays.asList(sealed.getPermittedSubclasses())), seen);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|")).map(String::strip).toList();
  }

  private static <T> T value(Map<String, T> map, String key) {
    var value = map.get(key);
    if (value == null) {
      throw new AssertionError("not in the test: " + key);
    }
    return value;
  }

  private static Map<String, CaseState> states() {
    var states = new LinkedHashMap<String, CaseState>();
    states.put("unseen", new Unseen());
    states.put("parked", new Parked(REQUEST, UNTIL));
    states.put("waiting", new Waiting(REQUEST, Votes.none(BALLOT), INSTANCE.observedAt(), UNTIL));
    states.put("held", new Held(REQUEST, null, SOON.plusMillis(1)));
    states.put("approved", new Approved(REQUEST, UNTIL));
    states.put("refused", new Refused(REQUEST));
    states.put("cancelled", new Cancelled(REQUEST));
    return states;
  }

  private static Map<String, CaseCommand> commands() {
    var commands = new LinkedHashMap<String, CaseCommand>();
    commands.put("open", new Open(REQUEST, INSTANCE));
    commands.put("open unknown", new Open(REQUEST, null));
    commands.put("look", new LookAgain(INSTANCE));
    commands.put("look unknown", new LookAgain(null));
    commands.put("cancel", new Cancel(wish(Samples.OLGA), INSTANCE));
    commands.put(
        "cancel stranger", new Cancel(wish(new Requester("sam", null, List.of())), INSTANCE));
    commands.put("resolve", new Resolve(finding(Samples.DORA), INSTANCE));
    commands.put("resolve stranger", new Resolve(finding(Samples.OLGA), INSTANCE));
    commands.put("vote", new Vote(vote(), INSTANCE));
    commands.put("unproven open", new Unproven(REQUEST));
    commands.put("unproven cancel", new Unproven(wish(Samples.DORA)));
    commands.put("unproven vote", new Unproven(vote()));
    commands.put("unproven resolve", new Unproven(finding(Samples.DORA)));
    commands.put("review", new CloseReview(review(), null, INSTANCE));
    commands.put("review closes", new CloseReview(review(), new Review("bea", true), INSTANCE));
    commands.put("unproven review", new Unproven(review()));
    return commands;
  }

  private static ReviewSubmitted review() {
    return new ReviewSubmitted(
        REQUEST.operationId(), REQUEST.resource(), "It was right.", Samples.DORA, null);
  }

  private static ResolutionRequested finding(Requester person) {
    return new ResolutionRequested(
        REQUEST.operationId(),
        REQUEST.resource(),
        "did-not-happen",
        "The engine's log shows no restart.",
        "an-event",
        person,
        null);
  }

  private static ApprovalVoted vote() {
    return new ApprovalVoted(
        REQUEST.operationId(),
        REQUEST.resource(),
        BALLOT.hash(),
        VoteVerdict.APPROVE,
        null,
        Samples.DORA,
        SOON,
        null);
  }

  /** The decision is said last. */
  private static @Nullable Answer answer(Step step) {
    return step.answers().isEmpty() ? null : step.answers().getLast();
  }

  private static CancelRequested wish(Requester person) {
    return new CancelRequested(REQUEST.operationId(), REQUEST.resource(), "why not", person);
  }
}
