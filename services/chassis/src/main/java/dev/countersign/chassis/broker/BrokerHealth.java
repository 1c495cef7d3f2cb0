package dev.countersign.chassis.broker;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.Wellness;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Well while a broker answers. All replicas share it, so readiness does not ask: a service that
 * stores what it is given is ready without one. SmallRye's own checks look at counters of its
 * consumers, which were seen to stay green for a minute after the only broker was killed.
 */
@Wellness
@ApplicationScoped
class BrokerHealth implements AsyncHealthCheck {
  private static final int PATIENCE_MILLIS = 2_000;

  private final BrokerAdmin admin;

  @Inject
  BrokerHealth(BrokerAdmin admin) {
    this.admin = admin;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .completionStage(() ->
            admin
                .client()
                .describeCluster(new DescribeClusterOptions().timeoutMs(PATIENCE_MILLIS))
                .nodes()
                .toCompletionStage())
        .map(nodes -> answer(!nodes.isEmpty()))
        .ifNoItem()
        .after(Duration.ofMillis(PATIENCE_MILLIS))
        .recoverWithItem(() -> answer(false))
        .onFailure()
        .recoverWithItem(() -> answer(false));
  }

  private static HealthCheckResponse answer(boolean up) {
    return HealthCheckResponse.named("broker").status(up).build();
  }
}
