package dev.countersign.policy.resources;

import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.relay.HopStatement;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The resources table. An event that was published again arrives after newer ones: what is older
 * than what is known changes nothing, in whatever order sighting and absence arrive.
 */
final class ResourceStore {
  private static final String OBSERVED =
      """
      with stored as (
        insert into resources (resource_key, identifier, body, observed_at)
        select $1, $2, $3::text::jsonb, $4::timestamptz
        where not exists (select from gone_resources where resource_key = $1 and gone_at > $4)
        on conflict (resource_key) do update set
          identifier = excluded.identifier, body = excluded.body, observed_at = excluded.observed_at
        where resources.observed_at <= excluded.observed_at),
      changed as (
        -- What waits for a member waits for its cluster as well.
        select exists (select from cases where state = 'parked'
            and (resource_key = $1 or split_part($1, ':', 4) = 'cluster'))
          or exists (select from cases where state = 'waiting'
            and (resource_key = $1 or split_part($1, ':', 4) = 'cluster')) as awaited)
      """;

  /** Absence is remembered as long as events are: by then no older sighting arrives any more. */
  private static final String GONE =
      """
      with absence as (
        insert into gone_resources (resource_key, gone_at) values ($1, $2)
        on conflict (resource_key) do update
        set gone_at = greatest(gone_resources.gone_at, excluded.gone_at)),
      forgotten as (
        delete from gone_resources
        where gone_at < now() - interval '35 days' and resource_key <> $1),
      removed as (delete from resources where resource_key = $1 and observed_at <= $2),
      changed as (select 1 as one)
      """;

  /**
   * Stores what was seen.
   *
   * @param awaited runs after that where cases wait for the resource
   */
  static HopStatement observed(Resource resource, Runnable awaited) {
    return HopStatement.quiet(
        OBSERVED,
        Tuple.of(
            resource.key().toString(),
            resource.identifier(),
            Json.text(resource),
            resource.observedAt().atOffset(ZoneOffset.UTC)),
        row -> {
          if (row.getBoolean("awaited")) {
            awaited.run();
          }
        });
  }

  static HopStatement gone(ResourceKey key, Instant at) {
    return HopStatement.quiet(GONE, Tuple.of(key.toString(), at.atOffset(ZoneOffset.UTC)), _ -> {});
  }

  private ResourceStore() {}
}
