package dev.countersign.executor.rds;

import dev.countersign.executor.ExecutorSettings;
import dev.countersign.executor.cloud.AwsTime;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsAsyncClient;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** One client per service and region; credentials are given per request. */
@Singleton
class AwsClients {
  private static final int CONNECTIONS = 100;
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  // AWS closes idle connections after 20 s. One that it closes just as we send on it would leave us
  // not knowing whether the call arrived.
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final ExecutorSettings settings;
  private final AwsTime time;
  private final AwsCredentialsProvider base = DefaultCredentialsProvider.builder().build();
  private final SdkAsyncHttpClient http;
  private final ScheduledExecutorService timeouts = timeouts();
  private final ConcurrentHashMap<String, RdsAsyncClient> rds = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, StsAsyncClient> sts = new ConcurrentHashMap<>();

  @Inject
  AwsClients(ExecutorSettings settings, AwsTime time, Vertx vertx) {
    this.settings = settings;
    this.time = time;
    this.http = http(vertx);
  }

  /** On the event loops that are there already: its own would take two seconds to stop. */
  private static SdkAsyncHttpClient http(Vertx vertx) {
    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(
            SdkEventLoopGroup.create(vertx.nettyEventLoopGroup(), NioSocketChannel::new))
        .maxConcurrency(CONNECTIONS)
        .connectionTimeout(CONNECT)
        .readTimeout(ANSWER)
        .writeTimeout(ANSWER)
        .connectionMaxIdleTime(IDLE)
        .build();
  }

  RdsAsyncClient rds(String region) {
    return rds.computeIfAbsent(region, r -> configured(RdsAsyncClient.builder(), r).build());
  }

  StsAsyncClient sts(String region) {
    return sts.computeIfAbsent(region, r -> configured(StsAsyncClient.builder(), r).build());
  }

  private <
          B extends
              AwsClientBuilder<B, ?>
                  & software.amazon.awssdk.awscore.client.builder.AwsAsyncClientBuilder<B, ?>>
      B configured(B builder, String region) {
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
                .addExecutionInterceptor(new AnswerDates(region, time))
                .build());
    settings.awsEndpoint().ifPresent(builder::endpointOverride);
    return builder;
  }

  /**
   * One for all clients, and without the timeouts of calls that were answered long ago: each holds
   * on to its call's answer.
   */
  private static ScheduledExecutorService timeouts() {
    var timeouts =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("aws-timeouts").daemon().factory());
    timeouts.setRemoveOnCancelPolicy(true);
    return timeouts;
  }

  @PreDestroy
  void close() {
    rds.values().forEach(RdsAsyncClient::close);
    sts.values().forEach(StsAsyncClient::close);
    http.close();
    timeouts.shutdown();
  }
}
