package dev.countersign.policy.resources;

import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.ResourceEvent.ResourceGone;
import dev.countersign.contracts.event.ResourceEvent.ResourceObserved;
import dev.countersign.policy.cases.UndecidedCases;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopStatement;
import dev.countersign.relay.Look;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecordBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Listens to what the executor discovers. */
@ApplicationScoped
public class ResourceChannel {
  private static final Logger LOG = Logger.getLogger(ResourceChannel.class);

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Hop hop;
  private final UndecidedCases undecided;
  private final AtomicBoolean underway = new AtomicBoolean();

  @Inject
  ResourceChannel(Hop hop, UndecidedCases undecided) {
    this.hop = hop;
    this.undecided = undecided;
  }

  @Incoming("resources")
  Uni<Void> receive(IncomingKafkaRecordBatch<String, byte[]> batch) {
    return hop.receive("policy-resources", batch, this::handle);
  }

  private Uni<HopStatement> handle(Look look, Event event) {
    return Uni.createFrom()
        .item(
            switch (event.data()) {
              case ResourceObserved(var resource) ->
                  ResourceStore.observed(resource, this::lookAgain);
              case ResourceGone(var key) -> ResourceStore.gone(key, event.time());
              default -> HopStatement.nothing();
            });
  }

  /** Now rather than with the next round, which does the same and looks at what comes meanwhile. */
  private void lookAgain() {
    if (underway.compareAndSet(false, true)) {
      undecided
          .sweep()
          .ifNoItem()
          .after(LONGEST)
          .fail()
          .onTermination()
          .invoke(() -> underway.set(false))
          .subscribe()
          .with(_ -> {}, fault -> LOG.warnf("what waits is left to the next round: %s", fault));
    }
  }
}
