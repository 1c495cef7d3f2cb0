package dev.countersign.gateway.stream;

import dev.countersign.gateway.operation.HistoryEntry;
import dev.countersign.gateway.operation.OperationQueries;
import dev.countersign.gateway.operation.core.OperationView;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Writes an operation's history to a stream, and goes on as it grows, until the operation has ended
 * and all of it is written. Reads from the database alone; changes only say that it is time to.
 */
final class OperationStream {
  private static final Logger LOG = Logger.getLogger(OperationStream.class);

  private final EventStream stream;
  private final OperationQueries queries;
  private final String operationId;
  private long written;
  private boolean reading;
  private boolean again;

  OperationStream(EventStream stream, OperationQueries queries, String operationId, long after) {
    this.stream = stream;
    this.queries = queries;
    this.operationId = operationId;
    this.written = after;
  }

  /** Something may have changed. */
  void changed() {
    if (!stream.open()) {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    again = false;
    // The state first: what led to it is in the history that is read after it.
    queries
        .find(operationId)
        .chain(view -> queries.history(operationId, written).map(list -> new Page(view, list)))
        .subscribe()
        .with(
            page -> stream.onContext(() -> write(page)),
            e -> {
              LOG.debug("a live stream ends because the database does not answer", e);
              stream.onContext(stream::end);
            });
  }

  private void write(Page page) {
    page.entries.forEach(entry -> {
      stream.event(Long.toString(entry.position()), entry.name(), entry.document());
      written = entry.position();
    });
    reading = false;
    var ended = page.view.filter(v -> v.state().terminal() && v.version() <= written).isPresent();
    if (ended) {
      stream.end();
    } else if (!stream.keepsUp()) {
      stream.whenItKeepsUp(this::changed);
    } else if (again || page.behind(written)) {
      changed();
    }
  }

  private record Page(Optional<OperationView> view, List<HistoryEntry> entries) {
    boolean behind(long written) {
      return !entries.isEmpty() && view.filter(v -> v.version() > written).isPresent();
    }
  }
}
