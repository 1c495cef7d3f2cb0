package dev.countersign.executor.aws;

import dev.countersign.aws.AwsClients;
import dev.countersign.aws.AwsFaults;
import dev.countersign.executor.accounts.Account;
import dev.countersign.executor.accounts.Accounts;
import dev.countersign.provider.Credentials;
import dev.countersign.provider.Place;
import dev.countersign.provider.Provider;
import dev.countersign.provider.Session;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Order;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

/**
 * Opens sessions by AssumeRole. One for each attempt, so short that AWS itself fences off whoever
 * holds it too long; one for reading, kept, per service, account and region.
 */
@Singleton
class Sessions {
  private static final Duration ATTEMPT = Duration.ofSeconds(900);
  private static final Duration READING = Duration.ofSeconds(3600);
  private static final int LONGEST_NAME = 64;
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^\\w+=,.@-]");
  // Renewed when a fifth of the lifetime is left.
  private static final int PARTS = 5;

  private final AwsClients<StsAsyncClient> clients;
  private final Accounts accounts;
  private final InstantSource clock;
  private final ConcurrentHashMap<Reading, Kept> reading = new ConcurrentHashMap<>();

  @Inject
  Sessions(AwsTransport transport, Accounts accounts, InstantSource clock) {
    this.clients = AwsClients.of(transport, StsAsyncClient::builder);
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * A session for this attempt's one call.
   *
   * @param expiry AWS takes the call no later than this
   */
  CompletableFuture<Session> forAttempt(Order order, int attempt, Call call, Instant expiry) {
    var name = allowed("countersign-" + order.operationId() + '-' + attempt);
    return open(
        Place.of(order.instance()),
        name,
        request ->
            request
                .durationSeconds((int) ATTEMPT.toSeconds())
                .sourceIdentity(allowed(order.requester()))
                .policy(SessionPolicy.of(call, expiry)));
  }

  /** The session for reading what a provider looks at, opened when needed. */
  CompletableFuture<Session> forReading(Place place, Provider provider) {
    var reader = new Reading(place, provider.service());
    var kept = reading.get(reader);
    if (kept != null && kept.usable(clock.instant())) {
      return kept.session();
    }
    var opened =
        open(
            place,
            "countersign-reading",
            request ->
                request
                    .durationSeconds((int) READING.toSeconds())
                    .policy(SessionPolicy.reading(provider.rightsToLook())));
    reading.put(reader, new Kept(opened, clock.instant()));
    return opened;
  }

  /** The session for reading was refused; the next look opens another. */
  void forget(Place place, Provider provider) {
    reading.remove(new Reading(place, provider.service()));
  }

  private CompletableFuture<Session> open(
      Place place, String name, Consumer<AssumeRoleRequest.Builder> more) {
    var account = accounts.of(place);
    if (account.isEmpty()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException("not among the configured accounts: " + place));
    }
    var request = request(account.get(), name);
    more.accept(request);
    return clients
        .in(place.region())
        .assumeRole(request.build())
        .exceptionallyCompose(
            fault -> CompletableFuture.failedFuture(new NotOpened(account.get().roleArn(), fault)))
        .thenApply(answer -> {
          var issued = answer.credentials();
          return new AwsSession(
              name,
              issued.expiration(),
              new Credentials(
                  issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken()));
        });
  }

  /** STS gave no session: nothing was asked of the service that it was for. */
  static final class NotOpened extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotOpened(String roleArn, Throwable fault) {
      super(
          "AWS STS gave no session for the role " + roleArn + ": " + AwsFaults.words(fault), fault);
    }

    /** Where that is what went wrong. */
    static Optional<NotOpened> in(Throwable fault) {
      for (var cause = fault; cause != null; cause = cause.getCause()) {
        if (cause instanceof NotOpened notOpened) {
          return Optional.of(notOpened);
        }
      }
      return Optional.empty();
    }
  }

  private static AssumeRoleRequest.Builder request(Account account, String name) {
    return AssumeRoleRequest.builder()
        .roleArn(account.roleArn())
        .externalId(account.externalId())
        .roleSessionName(name);
  }

  /** STS takes 2 to 64 of few characters. */
  static String allowed(String name) {
    var clean = NOT_ALLOWED.matcher(name).replaceAll("-");
    var padded = clean.length() < 2 ? clean + "--" : clean;
    return padded.substring(0, Math.min(padded.length(), LONGEST_NAME));
  }

  @PreDestroy
  void close() {
    clients.close();
  }

  private record Reading(Place place, String service) {}

  private record Kept(CompletableFuture<Session> session, Instant openedAt) {
    boolean usable(Instant now) {
      if (!session.isDone()) {
        return true;
      }
      if (session.isCompletedExceptionally()) {
        return false;
      }
      var expires = session.join().expires();
      var left = Duration.between(now, expires);
      return left.multipliedBy(PARTS).compareTo(Duration.between(openedAt, expires)) > 0;
    }
  }
}
