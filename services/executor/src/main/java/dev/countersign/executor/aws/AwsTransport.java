package dev.countersign.executor.aws;

import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.provider.Transport;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.netty.channel.EventLoopGroup;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How this process reaches AWS. */
@Singleton
final class AwsTransport implements Transport {
  private static final double MILLIS = 1000.0;

  private final ExecutorSettings settings;
  private final AwsTime time;
  private final Vertx vertx;

  @Inject
  AwsTransport(ExecutorSettings settings, AwsTime time, Vertx vertx) {
    this.settings = settings;
    this.time = time;
    this.vertx = vertx;
  }

  @Override
  public Optional<URI> endpoint() {
    return settings.awsEndpoint();
  }

  @Override
  public EventLoopGroup loops() {
    return vertx.nettyEventLoopGroup();
  }

  @Override
  public InstantSource clock() {
    return time::now;
  }

  @Override
  public void answered(String region, Instant sent, Instant date, Instant received) {
    if (time.answered(region, sent, date, received)) {
      Metrics.gauge(
          "countersign.aws.clock.skew",
          Tags.of("region", region),
          time,
          t -> t.skew(region).toMillis() / MILLIS);
    }
  }
}
