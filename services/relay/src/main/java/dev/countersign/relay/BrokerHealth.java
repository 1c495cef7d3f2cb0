package dev.countersign.relay;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Ready while a broker answers. SmallRye's own checks look at counters of its consumers, which were
 * seen to stay green for a minute after the only broker was killed.
 */
@Readiness
@ApplicationScoped
class BrokerHealth implements AsyncHealthCheck {
  private static final int PATIENCE_MILLIS = 2_000;

  private final Map<String, Object> kafka;
  private @Nullable Admin admin;

  @Inject
  BrokerHealth(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    return Uni.createFrom()
        .completionStage(() ->
            admin()
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

  private synchronized Admin admin() {
    var current = admin;
    if (current == null) {
      var settings = new HashMap<>(kafka);
      settings.keySet().removeIf(key -> !AdminClientConfig.configNames().contains(key));
      settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
      current = Admin.create(settings);
      admin = current;
    }
    return current;
  }

  synchronized void stop(@Observes ShutdownEvent event) {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
