package dev.countersign.policy.instances;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.contracts.json.Json;
import dev.countersign.relay.Change;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * The instances table. An event that was published again arrives after newer ones: what is older
 * than what is known changes nothing, in whatever order sighting and absence arrive.
 */
final class InstanceStore {
  private static final String OBSERVED =
      """
      with stored as (
        insert into instances (instance_key, identifier, body, observed_at)
        select $1, $2, $3::text::jsonb, $4::timestamptz
        where not exists (select from gone_instances where instance_key = $1 and gone_at > $4)
        on conflict (instance_key) do update set
          identifier = excluded.identifier, body = excluded.body, observed_at = excluded.observed_at
        where instances.observed_at <= excluded.observed_at),
      changed as (
        select exists (select from cases where state = 'parked' and instance_key = $1)
          or exists (select from cases where state = 'waiting' and instance_key = $1) as awaited)
      """;

  /** Absence is remembered as long as events are: by then no older sighting arrives any more. */
  private static final String GONE =
      """
      with absence as (
        insert into gone_instances (instance_key, gone_at) values ($1, $2)
        on conflict (instance_key) do update
        set gone_at = greatest(gone_instances.gone_at, excluded.gone_at)),
      forgotten as (
        delete from gone_instances
        where gone_at < now() - interval '35 days' and instance_key <> $1),
      removed as (delete from instances where instance_key = $1 and observed_at <= $2),
      changed as (select 1 as one)
      """;

  /**
   * Stores what was seen.
   *
   * @param awaited runs after that where cases wait for the instance
   */
  static Change observed(Instance instance, Runnable awaited) {
    return Change.quiet(
        OBSERVED,
        Tuple.of(
            instance.key().toString(),
            instance.identifier(),
            Json.text(instance),
            instance.observedAt().atOffset(ZoneOffset.UTC)),
        row -> {
          if (row.getBoolean("awaited")) {
            awaited.run();
          }
        });
  }

  static Change gone(InstanceKey key, Instant at) {
    return Change.quiet(GONE, Tuple.of(key.toString(), at.atOffset(ZoneOffset.UTC)), _ -> {});
  }

  private InstanceStore() {}
}
