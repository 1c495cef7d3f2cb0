package dev.countersign.chaos.relaying;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the relay's database has on record, and who holds its lock: each method is a statement. */
final class Database {
  final TreeMap<Long, Row> rows = new TreeMap<>();

  /** All that are connected, and listen. */
  // In the order in which they came: a seed has to tell the same story twice.
  final Set<Session> sessions = new LinkedHashSet<>();

  /** Counts the notes that something was sent. */
  long marks;

  private @Nullable Session leader;
  private long next = 1;

  /** Numbers are drawn under the lock of the key, before the commit. */
  Row insert(int key) {
    var row = new Row(next++, key);
    rows.put(row.number, row);
    return row;
  }

  List<Long> unsentOf(int key) {
    return rows.values().stream()
        .filter(row -> row.committed && !row.sent && row.key == key)
        .map(row -> row.number)
        .toList();
  }

  List<Row> unsent(Collection<Long> without, int atMost) {
    var left = new HashSet<>(without);
    var found = new ArrayList<Row>();
    for (var row : rows.values()) {
      if (found.size() < atMost && row.committed && !row.sent && !left.contains(row.number)) {
        found.add(row);
      }
    }
    return found;
  }

  void mark(Collection<Long> numbers) {
    numbers.forEach(number -> {
      var row = rows.get(number);
      if (row != null) {
        row.sent = true;
      }
    });
    marks++;
  }

  boolean tryLock(Session session) {
    if (leader == null && sessions.contains(session)) {
      leader = session;
    }
    return leader == session;
  }

  /** The session is over for the server, and with it its lock. */
  void end(Session session) {
    sessions.remove(session);
    if (leader == session) {
      leader = null;
    }
  }

  void endAll() {
    List.copyOf(sessions)
        .forEach(session -> {
          end(session);
          session.news();
        });
  }

  /** Those of processes that are no more. */
  void endDead() {
    sessions.stream().filter(Session::isOfTheDead).toList().forEach(this::end);
  }
}
