package dev.countersign.policy.freezes;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.policy.settings.RulebookInForce;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Tells the gateway what is frozen at a moment, and what will be. */
@Blocking
@Path("/api/freezes")
public class FreezesResource {
  private static final Duration BACK = Duration.ofDays(2 * 366);
  private static final Duration AHEAD = Duration.ofDays(5 * 366);

  private final RulebookInForce rulebook;
  private final Clock clock;

  @Inject
  FreezesResource(RulebookInForce rulebook, Clock clock) {
    this.rulebook = rulebook;
    this.clock = clock;
  }

  /**
   * All freezes.
   *
   * @param at ISO 8601 with an offset; now where it is left out
   */
  @GET
  public Response freezes(@QueryParam("at") @Nullable String at) {
    var now = clock.instant();
    return Answers.json(200, FreezesJson.of(rulebook.current(), at == null ? now : moment(at, now)))
        .build();
  }

  private static Instant moment(String text, Instant now) {
    try {
      var at = OffsetDateTime.parse(text).toInstant();
      if (!at.isBefore(now.minus(BACK)) && !at.isAfter(now.plus(AHEAD))) {
        return at;
      }
    } catch (DateTimeException e) {
      // As below.
    }
    throw Problem.of(
            ProblemType.INVALID_QUERY_PARAMETER,
            "at must be a time with its offset, not longer ago than two years and not further"
                + " ahead than five.")
        .nextStep("Write it as 2026-12-31T18:00:00+01:00 or 2026-12-31T17:00:00Z.")
        .found();
  }
}
