package dev.countersign.aws;

import dev.countersign.provider.Transport;
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

  private final String region;
  private final Transport with;

  AnswerDates(String region, Transport with) {
    this.region = region;
    this.with = with;
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission call, ExecutionAttributes attributes) {
    attributes.putAttribute(SENT, with.clock().instant());
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
      with.answered(region, sent, said.toInstant(), with.clock().instant());
    } catch (DateTimeParseException e) {
      // A date that cannot be read tells nothing; the answer itself is as good as any.
    }
  }
}
