package dev.countersign.executor.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Connection;
import dev.countersign.provider.Credentials;
import dev.countersign.provider.Place;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Refusal;
import dev.countersign.rds.RdsProvider;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkGlobalTime;

/** An AWS whose clock is an hour ahead of ours, over real HTTP. */
class AnswerDatesTest {
  private static final Duration AHEAD = Duration.ofHours(1);
  private static final String REGION = "eu-central-1";
  private static final Place PLACE = new Place("111122223333", REGION);
  private static final Call REBOOT =
      new Call("RebootDBInstance", Map.of("DBInstanceIdentifier", "db-1"), List.of());
  private static final DateTimeFormatter SIGNED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Vertx vertx = Vertx.vertx();
  private final List<Instant> signedAt = new CopyOnWriteArrayList<>();
  private HttpServer aws;
  private AwsTime time;
  private Connection rds;

  @BeforeEach
  void start() {
    aws =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    var settings = settings("http://127.0.0.1:" + aws.actualPort());
    time = new AwsTime(settings.maxClockSkew(), Clock.systemUTC());
    rds = new RdsProvider().connect(new BareSurroundings(new AwsTransport(settings, time, vertx)));
  }

  /** The SDK keeps what it found out for all of its clients. */
  @AfterEach
  void stop() {
    SdkGlobalTime.setGlobalTimeOffset(0);
    rds.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aClockThatIsWrongIsToldByTheAnswersAndCorrectedForTheNextCall() {
    var first = assertThrows(CompletionException.class, this::reboot);
    var refused = assertInstanceOf(CallAnswer.Refused.class, rds.answer(first, REBOOT));
    assertEquals(Refusal.IDENTITY, refused.refusal());

    assertThrows(CompletionException.class, this::reboot);

    assertTrue(distance(signedAt.getFirst(), Instant.now()).compareTo(AHEAD.dividedBy(2)) < 0);
    assertTrue(
        distance(signedAt.getLast(), Instant.now().plus(AHEAD)).compareTo(AHEAD.dividedBy(2)) < 0);
  }

  @Test
  void nothingIsSentWhileTheClocksDisagree() {
    assertTrue(time.disagreement(PLACE).isEmpty());

    assertThrows(CompletionException.class, this::reboot);

    assertTrue(time.disagreement(PLACE).orElseThrow().contains("of AWS differ by 35"));
    var least = time.atLeast(PLACE);
    assertTrue(distance(least, Instant.now().plus(AHEAD)).compareTo(Duration.ofMinutes(1)) < 0);
    assertTrue(!least.isAfter(Instant.now().plus(AHEAD)));
  }

  private Object reboot() {
    var session =
        new AwsSession("session", Instant.MAX, new Credentials("AKIATEST", "secret", "token"));
    return rds.send(PLACE, session, REBOOT).toCompletableFuture().join();
  }

  private void answer(HttpServerRequest request) {
    signedAt.add(ZonedDateTime.parse(request.getHeader("X-Amz-Date"), SIGNED).toInstant());
    request
        .response()
        .setStatusCode(403)
        .putHeader("Content-Type", "text/xml")
        .putHeader(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plus(AHEAD)))
        .end(
            "<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code>"
                + "<Message>Signature expired</Message></Error><RequestId>1</RequestId>"
                + "</ErrorResponse>");
  }

  private static Duration distance(Instant one, Instant other) {
    return Duration.between(one, other).abs();
  }

  private static ExecutorSettings settings(String endpoint) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(ExecutorSettings.class)
        .withDefaultValue("countersign.executor.aws-endpoint", URI.create(endpoint).toString())
        .withDefaultValue("countersign.executor.decision-keys-file", "none")
        .withDefaultValue("countersign.executor.accounts-file", "none")
        .build()
        .getConfigMapping(ExecutorSettings.class);
  }
}
