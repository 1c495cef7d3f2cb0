package dev.countersign.aws;

import dev.countersign.provider.Transport;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * One service's clients, one per region; credentials are given per request.
 *
 * @param <C> the SDK's asynchronous client of the service
 */
public final class AwsClients<C extends SdkAutoCloseable> implements AutoCloseable {
  private static final int CONNECTIONS = 100;
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  // AWS closes idle connections after 20 s. One that it closes just as we send on it would leave us
  // not knowing whether the call arrived.
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final Transport with;
  private final Builder<C> builder;
  private final AwsCredentialsProvider base = DefaultCredentialsProvider.builder().build();
  private final SdkAsyncHttpClient http;
  private final ScheduledExecutorService timeouts = timeouts();
  private final ConcurrentHashMap<String, C> clients = new ConcurrentHashMap<>();

  private interface Builder<C> {
    C build(String region);
  }

  private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>> AwsClients(
      Transport with, Supplier<B> builder) {
    this.with = with;
    this.http = http(with.loops());
    this.builder = region -> configured(builder.get(), region).build();
  }

  /**
   * Clients of the service that this builder is for.
   *
   * @param builder for example {@code RdsAsyncClient::builder}
   */
  public static <
          C extends SdkAutoCloseable,
          B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>>
      AwsClients<C> of(Transport with, Supplier<B> builder) {
    return new AwsClients<>(with, builder);
  }

  /** On the event loops that are there already: its own would take two seconds to stop. */
  private static SdkAsyncHttpClient http(EventLoopGroup loops) {
    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(SdkEventLoopGroup.create(loops, NioSocketChannel::new))
        .maxConcurrency(CONNECTIONS)
        .connectionTimeout(CONNECT)
        .readTimeout(ANSWER)
        .writeTimeout(ANSWER)
        .connectionMaxIdleTime(IDLE)
        .build();
  }

  /** The client of a region. */
  public C in(String region) {
    return clients.computeIfAbsent(region, builder::build);
  }

  private <B extends AwsClientBuilder<B, C> & AwsAsyncClientBuilder<B, C>> B configured(
      B builder, String region) {
    builder
        .region(Region.of(region))
        .credentialsProvider(base)
        .httpClient(http)
        // Answers are handled where they arrive; nothing in there blocks.
        .asyncConfiguration(async ->
            async.advancedOption(
                SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                // A retry by the SDK would be a second effect. Ours come after a probe.
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallTimeout(ANSWER.plusSeconds(5))
                .scheduledExecutorService(timeouts)
                .addExecutionInterceptor(new AnswerDates(region, with))
                .build());
    with.endpoint().ifPresent(builder::endpointOverride);
    return builder;
  }

  /**
   * One for all regions, and without the timeouts of calls that were answered long ago: each holds
   * on to its call's answer.
   */
  private static ScheduledExecutorService timeouts() {
    var timeouts =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("aws-timeouts").daemon().factory());
    timeouts.setRemoveOnCancelPolicy(true);
    return timeouts;
  }

  @Override
  public void close() {
    clients.values().forEach(SdkAutoCloseable::close);
    http.close();
    timeouts.shutdown();
  }
}
