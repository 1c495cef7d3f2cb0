package dev.countersign.embedded;

import dev.countersign.contracts.event.EventReader;
import dev.countersign.contracts.event.RawRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A topic full of records that are wrong, a good one behind them, and a service that reads it. */
public final class SpoiltRecords {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A record, and whether it has to be put aside. */
  public record Spoilt(RawRecord content, boolean refused) {}

  /**
   * Sends all of them and waits until the good one was handled.
   *
   * @param databaseUrl of the service on the shared server
   * @return the offsets of those that had to be put aside and were not
   */
  public static Set<Long> notPutAside(String databaseUrl, List<Spoilt> spoilt, RawRecord good)
      throws SQLException, InterruptedException {
    var infra = TestInfra.shared();
    var records = new ArrayList<>(spoilt.stream().map(Spoilt::content).toList());
    records.add(good);
    var missed = new TreeSet<Long>();
    try (var bus = new EventBus(infra.bootstrapServers());
        var database =
            infra.postgres().connect(databaseUrl.substring(databaseUrl.lastIndexOf('/') + 1))) {
      var offsets = bus.sendAsTheyAre(String.valueOf(good.key()), records);
      awaitHandled(database, EventReader.read(good).id());
      for (var at = 0; at < spoilt.size(); at++) {
        if (spoilt.get(at).refused()) {
          missed.add(offsets.get(at));
        }
      }
      putAside(database, good.topic()).forEach(missed::remove);
    }
    return missed;
  }

  private static void awaitHandled(Connection database, String eventId)
      throws SQLException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var query = database.prepareStatement("select 1 from inbox where event_id = ?")) {
      query.setString(1, eventId);
      while (!query.executeQuery().next()) {
        if (System.nanoTime() - deadline > 0) {
          throw new AssertionError("the good record behind them was not handled");
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private static List<Long> putAside(Connection database, String topic) throws SQLException {
    var sql = "select \"offset\" from quarantine where topic = ?";
    try (var query = database.prepareStatement(sql)) {
      query.setString(1, topic);
      var offsets = new ArrayList<Long>();
      for (var rows = query.executeQuery(); rows.next(); ) {
        offsets.add(rows.getLong(1));
      }
      return offsets;
    }
  }

  private SpoiltRecords() {}
}
