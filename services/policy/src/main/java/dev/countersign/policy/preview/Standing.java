package dev.countersign.policy.preview;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Resource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is on record that a decision would look at: read, and never written. */
@Singleton
class Standing {
  private static final String FIND =
      """
      select (select body::text from resources where resource_key = $1) as resource,
        (select operation_id from reviews where used_by = $2 and closed_at is null) as open_review
      """;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Pool pool;

  @Inject
  Standing(Pool pool) {
    this.pool = pool;
  }

  /**
   * @param resource by the inventory that policy decides by; null where it is not known
   * @param openReview the operation whose review binds the requester; null for none
   */
  record Found(@Nullable Resource resource, @Nullable String openReview) {}

  /** As of now. */
  Uni<Found> of(OperationRequested request) {
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(request.resource().toString(), request.requester().subject()))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(rows -> {
          var row = rows.iterator().next();
          var resource = row.getString("resource");
          return new Found(
              resource == null ? null : Json.read(resource, Resource.class),
              row.getString("open_review"));
        });
  }
}
