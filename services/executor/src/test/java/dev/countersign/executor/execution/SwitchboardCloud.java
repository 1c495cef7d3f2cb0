package dev.countersign.executor.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.OtherResource;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Credentials;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Refusal;
import dev.countersign.switchboard.Lines;
import dev.countersign.switchboard.SwitchboardFault;
import dev.countersign.switchboard.cloud.Answer;
import dev.countersign.switchboard.cloud.Switchboard;
import dev.countersign.switchboard.operations.LineSight;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The way to the switchboard. What becomes of the first calls on it a test says. */
final class SwitchboardCloud implements Cloud {
  /** What becomes of a call. */
  enum Fate {
    ANSWERED,
    LOST_ON_ITS_WAY,
    ANSWER_LOST,
    /** Unanswered, and it arrives when it may have been sent again already. */
    LATE,
    /** Its turn comes when it must not be sent any more. */
    NOT_SENT_IN_TIME,
    DIES_BEFORE_IT,
    DIES_AFTER_IT
  }

  static final String LINE = "line-1";

  private static final Place PLACE = new Place("111122223333", "eu-central-1");
  private static final Duration NO_ANSWER = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofSeconds(3);

  /** What happens just before the first call arrives, whatever becomes of it. */
  Runnable beforeTheCall = () -> {};

  final Switchboard switchboard = new Switchboard().withLine(PLACE.toString(), LINE, "development");
  private final ManualLoop loop;
  private final InstantSource clock;
  private final Queue<Fate> fates;
  private final Runnable die;
  private final AwsTime time;

  private record Opened(String name, Instant expires) implements Session {
    @Override
    public Credentials credentials() {
      return new Credentials("id", "secret", "token");
    }
  }

  SwitchboardCloud(ManualLoop loop, InstantSource clock, List<Fate> fates, Runnable die) {
    this.loop = loop;
    this.clock = clock;
    this.fates = new ArrayDeque<>(fates);
    this.die = die;
    this.time = new AwsTime(Duration.ofSeconds(5), clock);
    var now = clock.instant();
    time.answered(PLACE.region(), now, now, now.plusMillis(1));
  }

  @Override
  public CompletionStage<Session> open(Order order, int attempt, Call call, Instant expiry) {
    return CompletableFuture.completedFuture(
        new Opened(order.operationId() + '-' + attempt, clock.instant().plusSeconds(900)));
  }

  @Override
  public CompletionStage<CallAnswer> call(Order order, Session session, Call call, Instant before) {
    beforeTheCall.run();
    beforeTheCall = () -> {};
    var answer = new CompletableFuture<CallAnswer>();
    var fate = fates.isEmpty() ? Fate.ANSWERED : fates.remove();
    switch (fate) {
      case ANSWERED -> answer.complete(arrives(call));
      case LOST_ON_ITS_WAY -> unanswered(answer);
      case ANSWER_LOST -> {
        arrives(call);
        unanswered(answer);
      }
      case LATE -> {
        loop.after(LATE, () -> arrives(call));
        unanswered(answer);
      }
      case NOT_SENT_IN_TIME ->
          answer.complete(
              new CallAnswer.Refused(
                  Refusal.THROTTLED,
                  new Fault(
                      "decision-expired",
                      null,
                      null,
                      "The approval expired.",
                      "Submit it again.")));
      case DIES_BEFORE_IT -> die.run();
      case DIES_AFTER_IT -> {
        arrives(call);
        die.run();
      }
    }
    return answer;
  }

  /** As the provider reads the service's answer. */
  private CallAnswer arrives(Call call) {
    var answer = asked(call.action(), call.arguments());
    return answer.isOk()
        ? new CallAnswer.Accepted("request")
        : new SwitchboardFault(
                answer.status(),
                String.valueOf(answer.body().get("Code")),
                String.valueOf(answer.body().get("Message")))
            .asAnswer();
  }

  /** The line as it is seen. */
  OtherResource line() {
    JsonNode seen = Json.mapper().valueToTree(asked("DescribeLines", Map.of()).body());
    return Lines.read(PLACE, seen.path("Lines").path(0), clock.instant());
  }

  private Answer asked(String action, Map<String, ?> arguments) {
    return switchboard.answer(PLACE.toString(), action, Json.mapper().valueToTree(arguments));
  }

  private void unanswered(CompletableFuture<CallAnswer> answer) {
    loop.after(NO_ANSWER, () -> answer.complete(new CallAnswer.Unanswered("no answer came")));
  }

  @Override
  public CompletionStage<Void> look(String service, Place place, List<Watch> watches) {
    watches.forEach(watch -> watch.sight().complete(new LineSight(line(), clock.instant())));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public Duration timeFor(Place place, int calls) {
    return Duration.ofMillis(20L * calls);
  }

  @Override
  public AwsTime time() {
    return time;
  }

  @Override
  public String words(Throwable fault) {
    return String.valueOf(fault.getMessage());
  }
}
