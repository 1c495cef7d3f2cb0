package dev.countersign.executor.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.accounts.Accounts;
import dev.countersign.executor.pace.Replicas;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.CircuitOpen;
import dev.countersign.provider.Connection;
import dev.countersign.provider.Place;
import dev.countersign.provider.Transport;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Refusal;
import dev.countersign.rds.RdsProvider;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.rds.model.RdsException;

/**
 * What is never sent, and what a session refuses that is past its approval, is no provider's word.
 */
class CallsTest {
  private static final Call REBOOT = new Call("RebootDBInstance", Map.of(), List.of());
  private static final ExecutorSettings SETTINGS =
      new SmallRyeConfigBuilder()
          .addDiscoveredConverters()
          .withMapping(ExecutorSettings.class)
          .withDefaultValue("countersign.executor.decision-keys-file", "none")
          .withDefaultValue("countersign.executor.accounts-file", "none")
          .build()
          .getConfigMapping(ExecutorSettings.class);

  @TempDir Path folder;

  private final EventLoopGroup loops = new NioEventLoopGroup(1);
  private final Connection rds = new RdsProvider().connect(new BareSurroundings(new Idle(loops)));

  private record Idle(EventLoopGroup loops) implements Transport {
    @Override
    public Optional<URI> endpoint() {
      return Optional.empty();
    }

    @Override
    public InstantSource clock() {
      return InstantSource.system();
    }

    @Override
    public void answered(String region, Instant sent, Instant date, Instant received) {}
  }

  @AfterEach
  void close() {
    rds.close();
    loops.shutdownGracefully();
  }

  @Test
  void aCallWhoseTurnCameTooLateWasNotSent() {
    var refused = refused(new CompletionException(new Calls.TooLate(true)), false);
    assertEquals(Refusal.THROTTLED, refused.refusal());
    assertEquals("decision-expired", refused.fault().code());

    var behindOthers = refused(new CompletionException(new Calls.TooLate(false)), false);
    assertEquals(Refusal.THROTTLED, behindOthers.refusal());
    assertEquals("not-reachable", behindOthers.fault().code());
  }

  @Test
  void aCallWhoseTurnIsTooFarAwayIsRefusedAtOnceAndNeverInDoubt() throws IOException {
    var file = folder.resolve("accounts.yaml");
    Files.writeString(
        file,
        """
        accounts:
          - id: "111122223333"
            role_arn: arn:aws:iam::111122223333:role/CountersignExecutor
            regions: [eu-central-1]
            limits: {calls_per_second: 0.001, calls_burst: 1}
        """);
    var paces =
        new Paces(Accounts.read(file), SETTINGS, new Replicas(Duration.ofMinutes(9), () -> 0));
    var sent = new AtomicInteger();
    Supplier<CompletableFuture<Object>> call =
        () ->
            paces.paced(
                Calls.TURN,
                new Place("111122223333", "eu-central-1"),
                "rds",
                REBOOT.action(),
                rds::outcome,
                () -> CompletableFuture.completedFuture(sent.incrementAndGet()));

    assertEquals(1, call.get().join());
    var later = call.get();

    assertTrue(later.isCompletedExceptionally());
    var refused = refused(assertThrows(CompletionException.class, later::join), false);
    assertEquals(Refusal.THROTTLED, refused.refusal());
    assertEquals("not-reachable", refused.fault().code());
    assertEquals(1, sent.get());
  }

  @Test
  void whereTheServiceDoesNotAnswerNothingIsSent() {
    var refused = refused(new CompletionException(new CircuitOpen()), false);
    assertEquals(Refusal.THROTTLED, refused.refusal());
    assertEquals("RDS could not be reached; nothing was sent.", refused.fault().meaning());
  }

  @Test
  void aSessionThatItsOwnEndForbidsLacksNoPermission() {
    for (var code : List.of("AccessDenied", "AccessDeniedException", "UnauthorizedOperation")) {
      var refused = refused(aws(403, code, "not authorized"), true);
      assertEquals(Refusal.FINAL, refused.refusal(), code);
      assertEquals("decision-expired", refused.fault().code(), code);
      assertEquals(code, refused.fault().awsCode());
      assertEquals("not-permitted", refused(aws(403, code, ""), false).fault().code(), code);
    }
    var other = aws(400, "InvalidDBInstanceState", "not available");
    assertEquals(rds.answer(other, REBOOT), refused(other, true));
  }

  private CallAnswer.Refused refused(Throwable fault, boolean mayHaveExpired) {
    return assertInstanceOf(
        CallAnswer.Refused.class, Calls.read(fault, REBOOT, rds, "RDS", mayHaveExpired));
  }

  private static Throwable aws(int status, String code, String message) {
    return new CompletionException(
        RdsException.builder()
            .statusCode(status)
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
            .build());
  }
}
