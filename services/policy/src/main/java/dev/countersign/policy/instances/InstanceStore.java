package dev.countersign.policy.instances;

import dev.countersign.contracts.instance.Instance;
import dev.countersign.contracts.instance.InstanceKey;
import dev.countersign.contracts.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
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
      insert into instances (instance_key, identifier, body, observed_at)
      select $1, $2, $3::text::jsonb, $4::timestamptz
      where not exists (select from gone_instances where instance_key = $1 and gone_at > $4)
      on conflict (instance_key) do update
      set identifier = excluded.identifier, body = excluded.body, observed_at = excluded.observed_at
      where instances.observed_at <= excluded.observed_at
      """;

  private static final String GONE =
      """
      with gone as (
        insert into gone_instances (instance_key, gone_at) values ($1, $2)
        on conflict (instance_key) do update
        set gone_at = greatest(gone_instances.gone_at, excluded.gone_at))
      delete from instances where instance_key = $1 and observed_at <= $2
      """;

  /** As long as events are remembered: by then no older sighting arrives any more. */
  private static final String FORGET =
      "delete from gone_instances where gone_at < now() - interval '35 days'";

  static Uni<Void> observed(SqlConnection sql, Instance instance) {
    return sql.preparedQuery(OBSERVED)
        .execute(
            Tuple.of(
                instance.key().toString(),
                instance.identifier(),
                Json.text(instance),
                instance.observedAt().atOffset(ZoneOffset.UTC)))
        .replaceWithVoid();
  }

  static Uni<Void> gone(SqlConnection sql, InstanceKey key, Instant at) {
    return sql.preparedQuery(GONE)
        .execute(Tuple.of(key.toString(), at.atOffset(ZoneOffset.UTC)))
        .chain(() -> sql.query(FORGET).execute())
        .replaceWithVoid();
  }

  private InstanceStore() {}
}
