package dev.countersign.executor.rds;

import dev.countersign.executor.cloud.AwsTime;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Reads the date of every answer of a region, refusals too. */
final class AnswerDates implements ExecutionInterceptor {
  // The SDK takes each name once in a process, and this class is loaded again where Quarkus starts
  // again within one, as in tests and development.
  private static final ExecutionAttribute<Instant> SENT =
      new ExecutionAttribute<>("countersign.sent." + UUID.randomUUID());

  private static final double MILLIS = 1000.0;

  private final String region;
  private final AwsTime time;

  AnswerDates(String region, AwsTime time) {
    this.region = region;
    this.time = time;
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission call, ExecutionAttributes attributes) {
    attributes.putAttribute(SENT, time.now());
  }

  @Override
  public void afterTransmission(Context.AfterTransmission call, ExecutionAttributes attributes) {
    var sent = attributes.getAttribute(SENT);
    var date = call.httpResponse().firstMatchingHeader("Date");
    if (sent == null || date.isEmpty()) {
      return;
    }
    try {
      var said = ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME);
      if (time.answered(region, sent, said.toInstant(), time.now())) {
        Metrics.gauge(
            "countersign.aws.clock.skew",
            Tags.of("region", region),
            time,
            t -> t.skew(region).toMillis() / MILLIS);
      }
    } catch (DateTimeParseException e) {
      // A date that cannot be read tells nothing; the answer itself is as good as any.
    }
  }
}
