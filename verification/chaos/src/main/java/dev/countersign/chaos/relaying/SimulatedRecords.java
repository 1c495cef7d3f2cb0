package dev.countersign.chaos.relaying;

import dev.countersign.chaos.simulated.SimulatedLoop;
import dev.countersign.chaos.simulated.Wire;
import dev.countersign.relay.publishing.Records;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The outbox as one process reaches it. */
final class SimulatedRecords implements Records {
  private final Database database;
  private final Wire wire;
  private final SimulatedLoop process;

  SimulatedRecords(Database database, Wire wire, SimulatedLoop process) {
    this.database = database;
    this.wire = wire;
    this.process = process;
  }

  @Override
  public CompletionStage<Candidacy> candidacy(Runnable onNews) {
    return wire.ask(
        process,
        () -> {
          var session = new Session(database, wire, process, onNews);
          database.sessions.add(session);
          return session;
        });
  }

  @Override
  public CompletionStage<Void> markSent(Collection<Long> numbers) {
    return wire.ask(
        process,
        () -> {
          database.mark(numbers);
          return null;
        });
  }

  @Override
  public CompletionStage<Void> tellTheLeader() {
    return wire.ask(
        process,
        () -> {
          List.copyOf(database.sessions).forEach(Session::news);
          return null;
        });
  }
}
