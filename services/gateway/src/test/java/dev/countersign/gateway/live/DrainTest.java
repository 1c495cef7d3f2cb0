package dev.countersign.gateway.live;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.gateway.operation.core.OperationView;
import dev.countersign.gateway.settings.GatewaySettings;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who waits for an outcome when the process is told to end. */
class DrainTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  private final Updates updates =
      new Updates(
          new SmallRyeConfigBuilder()
              .addDiscoveredConverters()
              .withMapping(GatewaySettings.class)
              .build()
              .getConfigMapping(GatewaySettings.class));

  @Test
  void whoeverWaitsIsAnsweredWithWhatThereIs() {
    var waiting = updates.await("an-operation", _ -> false);
    var answer = waiting.within(LONG, whatThereIs()).subscribeAsCompletionStage();
    assertFalse(answer.isDone());

    updates.drain(new ShutdownDelayInitiatedEvent());

    assertAnswered(answer);
  }

  @Test
  void whoeverComesLaterIsNotKeptWaiting() {
    updates.drain(new ShutdownDelayInitiatedEvent());

    var waiting = updates.await("an-operation", _ -> false);

    assertFalse(waiting.admitted());
    assertAnswered(waiting.within(LONG, whatThereIs()).subscribeAsCompletionStage());
  }

  /** Told apart from everything else by its failure; making a view would say no more. */
  private static Uni<OperationView> whatThereIs() {
    return Uni.createFrom().failure(new WhatThereIs());
  }

  private static void assertAnswered(CompletableFuture<?> answer) {
    var answered = assertThrows(ExecutionException.class, () -> answer.get(1, TimeUnit.MINUTES));
    assertTrue(answered.getCause() instanceof WhatThereIs);
  }

  private static final class WhatThereIs extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
