package dev.countersign.chaos.relaying;

import dev.countersign.chaos.simulated.SimulatedLoop;
import dev.countersign.chaos.simulated.Wire;
import dev.countersign.relay.publishing.Records.Candidacy;
import dev.countersign.relay.publishing.Unsent;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A connection of one process to the database. */
final class Session implements Candidacy {
  private final Database database;
  private final Wire wire;
  private final SimulatedLoop process;
  private final Runnable onNews;

  Session(Database database, Wire wire, SimulatedLoop process, Runnable onNews) {
    this.database = database;
    this.wire = wire;
    this.process = process;
    this.onNews = onNews;
  }

  /** Somebody has committed something, or this session is over. */
  void news() {
    wire.notice(process, onNews);
  }

  boolean isOfTheDead() {
    return process.isDead();
  }

  @Override
  public CompletionStage<Boolean> tryToLead() {
    return asked(() -> database.tryLock(this));
  }

  @Override
  public CompletionStage<List<Unsent>> unsent(Collection<Long> onTheirWay, int atMost) {
    return asked(() ->
        database.unsent(onTheirWay, atMost).stream()
            .map(row -> Broker.message(row.number, row.key))
            .toList());
  }

  private <T> CompletionStage<T> asked(Supplier<T> statement) {
    return wire.ask(
        process,
        () -> {
          if (!database.sessions.contains(this)) {
            throw new IllegalStateException("this session is over");
          }
          return statement.get();
        });
  }

  @Override
  public void close() {
    wire.send(() -> database.end(this));
  }
}
