package dev.countersign.executor.aws;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.pace.TurnTooFar;
import dev.countersign.executor.providers.Providers;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.CircuitOpen;
import dev.countersign.provider.Connection;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Refusal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the one call that has an effect. Whoever calls this has an intent on record. When a call
 * may be sent is decided here, and by no provider.
 */
@Singleton
class Calls {
  private final Connections connections;
  private final Paces paces;

  /**
   * The engine gives a call up after a minute, and what it has given up must not be sent. A call
   * whose turn is further away than this is refused at once, so that nobody has to look for it.
   */
  static final Duration TURN = Duration.ofSeconds(30);

  private final AwsTime awsTime;
  private final InstantSource clock;

  @Inject
  Calls(Connections connections, Paces paces, AwsTime awsTime, InstantSource clock) {
    this.connections = connections;
    this.paces = paces;
    this.awsTime = awsTime;
    this.clock = clock;
  }

  /** Its turn came when it might not be sent any more. */
  static final class TooLate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean expired;

    TooLate(boolean expired) {
      super("its turn came too late for the call to be sent", null, false, false);
      this.expired = expired;
    }
  }

  /**
   * Sends it once, or not at all. Completes normally whatever happens.
   *
   * @param before it is not sent from this moment on, however long it had to wait for its turn
   */
  CompletableFuture<CallAnswer> make(Order order, Session session, Call call, Instant before) {
    var place = Place.of(order.instance());
    var provider = Providers.of(order);
    var connection = connections.of(provider.service());
    var turn = clock.instant().plus(TURN);
    return paces
        .paced(
            TURN,
            place,
            provider.service(),
            call.action(),
            connection::outcome,
            () -> {
              var now = clock.instant();
              if (!now.isBefore(before)) {
                throw new TooLate(true);
              }
              if (!now.isBefore(turn)) {
                throw new TooLate(false);
              }
              return connection.send(place, session, call);
            })
        .handle((requestId, fault) ->
            fault == null
                ? new CallAnswer.Accepted(requestId)
                : read(
                    fault,
                    call,
                    connection,
                    provider.name(),
                    !awsTime.atMost(place).isBefore(before)));
  }

  /**
   * What a failed call means.
   *
   * @param name of the service, for a sentence
   * @param mayHaveExpired the approval had run out by AWS's clock, or may have: then a session is
   *     refused by its own condition, and the role lacks nothing
   */
  static CallAnswer read(
      Throwable fault, Call call, Connection connection, String name, boolean mayHaveExpired) {
    var cause = fault instanceof CompletionException carried ? carried.getCause() : fault;
    if (cause instanceof TooLate late) {
      return late.expired
          ? new CallAnswer.Refused(Refusal.THROTTLED, expired("nothing was sent.", null))
          : behindTooMany(name);
    }
    if (cause instanceof TurnTooFar) {
      return behindTooMany(name);
    }
    if (cause instanceof CircuitOpen) {
      return new CallAnswer.Refused(
          Refusal.THROTTLED,
          new Fault(
              "not-reachable",
              null,
              null,
              name + " could not be reached; nothing was sent.",
              "Submit the operation again when " + name + " can be reached."));
    }
    var answer = connection.answer(fault, call);
    return mayHaveExpired
            && connection.notPermitted(fault)
            && answer instanceof CallAnswer.Refused(var refusal, var refused)
        ? new CallAnswer.Refused(Refusal.FINAL, expired(name + " took no call any more.", refused))
        : answer;
  }

  private static CallAnswer behindTooMany(String name) {
    return new CallAnswer.Refused(
        Refusal.THROTTLED,
        new Fault(
            "not-reachable",
            null,
            null,
            "Calls to " + name + " wait too long for their turn; nothing was sent.",
            "Submit the operation again when fewer are under way."));
  }

  private static Fault expired(String what, @Nullable Fault refused) {
    return new Fault(
        "decision-expired",
        refused == null ? null : refused.awsCode(),
        refused == null ? null : refused.awsRequestId(),
        "The approval expired before the operation could be started; " + what,
        "Submit the operation again.");
  }
}
