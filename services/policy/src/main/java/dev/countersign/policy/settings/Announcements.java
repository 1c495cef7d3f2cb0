package dev.countersign.policy.settings;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RecordEvent.RulesLoaded;
import dev.countersign.contracts.event.RecordEvent.RulesRefused;
import dev.countersign.contracts.event.Trace;
import dev.countersign.relay.Hop;
import dev.countersign.relay.HopTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Publishes which rules are in force, and which changes were refused, before the next decision is
 * made. Each is published once, however many instances of this service notice it.
 */
@Singleton
public class Announcements implements Consumer<RulebookChange> {
  /** These events are about no operation and no resource; this is their subject and their key. */
  public static final String SUBJECT = "policy/rules";

  private static final String LOADED =
      """
      insert into announced_rules (version) values ($1)
      on conflict (only_row) do update set version = excluded.version, refused = null
      where announced_rules.version <> excluded.version
      """;

  private static final String REFUSED =
      """
      update announced_rules set refused = $1 where refused is distinct from $1
      """;

  private static final String PUT_RIGHT =
      "update announced_rules set refused = null where refused is not null";

  private final Hop hop;
  private final Clock clock;
  private final Queue<RulebookChange> pending = new ConcurrentLinkedQueue<>();

  @Inject
  Announcements(Hop hop, Clock clock) {
    this.hop = hop;
    this.clock = clock;
  }

  @Override
  public void accept(RulebookChange change) {
    pending.add(change);
  }

  /** Publishes what has not been published yet; fails when the database cannot be reached. */
  public Uni<Void> publish() {
    var change = pending.peek();
    if (change == null) {
      return Uni.createFrom().voidItem();
    }
    // Removed after the commit only. Two callers may meet here: the table lets one of them publish.
    return hop.transact(tx -> announce(tx, change))
        .invoke(() -> pending.remove(change))
        .chain(this::publish);
  }

  private Uni<Void> announce(HopTransaction tx, RulebookChange change) {
    return switch (change) {
      case RulebookChange.Loaded(var version, var origin) ->
          // Whoever starts finds nothing wrong, whatever was refused before.
          once(tx, LOADED, version, new RulesLoaded(version, origin)).chain(() -> putRight(tx));
      case RulebookChange.Refused(var inForce, var origin, var reason, var content) ->
          once(tx, REFUSED, content, new RulesRefused(inForce, origin, reason));
      case RulebookChange.PutRight() -> putRight(tx);
    };
  }

  private static Uni<Void> putRight(HopTransaction tx) {
    return tx.sql().query(PUT_RIGHT).execute().replaceWithVoid();
  }

  private Uni<Void> once(HopTransaction tx, String sql, String value, EventData data) {
    return tx.sql()
        .preparedQuery(sql)
        .execute(Tuple.of(value))
        .invoke(rows -> {
          if (rows.rowCount() > 0) {
            tx.publish(Topics.DECISIONS, event(data));
          }
        })
        .replaceWithVoid();
  }

  private Event event(EventData data) {
    var id = EventIds.next();
    return new Event(
        id,
        "/countersign/policy",
        clock.instant(),
        SUBJECT,
        SUBJECT,
        0,
        new Trace(id, null, null),
        data);
  }
}
