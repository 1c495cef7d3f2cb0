package dev.countersign.relay;

import dev.countersign.relay.publishing.Records;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.Collection;
import java.util.concurrent.CompletionStage;

/** The outbox in this service's database. */
final class PostgresRecords implements Records {
  private final Pool pool;

  PostgresRecords(Pool pool) {
    this.pool = pool;
  }

  @Override
  public CompletionStage<Candidacy> candidacy(Runnable onNews) {
    return Leadership.candidate(pool, onNews).subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Void> markSent(Collection<Long> numbers) {
    return Outbox.markSent(pool, numbers).subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Void> tellTheLeader() {
    return Leadership.tellTheLeader(pool).subscribeAsCompletionStage();
  }
}
