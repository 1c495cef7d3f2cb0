package dev.countersign.executor.rds;

import dev.countersign.executor.accounts.Place;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.cloud.CallAnswer;
import dev.countersign.executor.operations.RdsCall;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.rds.RdsAsyncClient;
import software.amazon.awssdk.services.rds.model.RdsResponse;

/** Makes the one call that has an effect. Whoever calls this has an intent on record. */
@Singleton
class Calls {
  private final AwsClients clients;
  private final Paces paces;
  private final AwsTime awsTime;
  private final InstantSource clock;

  @Inject
  Calls(AwsClients clients, Paces paces, AwsTime awsTime, InstantSource clock) {
    this.clients = clients;
    this.paces = paces;
    this.awsTime = awsTime;
    this.clock = clock;
  }

  /** Its turn came when it might not be sent any more. */
  static final class TooLate extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLate() {
      super("the approval expired before the call was sent", null, false, false);
    }
  }

  /**
   * Sends it once, or not at all. Completes normally whatever happens.
   *
   * @param before it is not sent from this moment on, however long it had to wait for its turn
   */
  CompletableFuture<CallAnswer> make(
      Place place, AwsSession session, RdsCall call, Instant before) {
    return paces
        .paced(
            place,
            call.action(),
            () -> {
              if (!clock.instant().isBefore(before)) {
                throw new TooLate();
              }
              return send(clients.rds(place.region()), session, call);
            })
        .handle((answer, fault) ->
            fault == null
                ? new CallAnswer.Accepted(answer.responseMetadata().requestId())
                : refused(place, fault, call, before));
  }

  private CallAnswer refused(Place place, Throwable fault, RdsCall call, Instant before) {
    return awsTime.atMost(place).isBefore(before)
        ? FaultReading.read(fault, call.action())
        : FaultReading.readExpired(fault, call.action());
  }

  private static CompletableFuture<RdsResponse> send(
      RdsAsyncClient rds, AwsSession session, RdsCall call) {
    var with =
        AwsRequestOverrideConfiguration.builder()
            .credentialsProvider(session.credentials())
            .build();
    return Action.named(call.action()).send(rds, call, with);
  }
}
