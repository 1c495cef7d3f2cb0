package dev.countersign.executor.execution;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.core.Command.Cancel;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Terms;
import dev.countersign.executor.execution.Found.Doubtful;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.execution.Records.Recorded;
import dev.countersign.executor.execution.SignedOrders.NotToBeBelieved;
import dev.countersign.provider.operation.Attempt;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads executions from the record. The order and its terms come out of the signed envelope; of the
 * row count only the state, fence and version. A row that cannot be read is one execution's trouble
 * and must not keep the others from being taken up.
 */
final class RecordReader {
  private final SignedOrders orders;

  RecordReader(SignedOrders orders) {
    this.orders = orders;
  }

  Found read(Recorded recorded) {
    var standing = recorded.standing();
    try {
      var verified =
          orders.open(standing.operationId(), standing.resourceKey(), text(recorded.envelope()));
      var cancel = recorded.cancel();
      return new Stored(
          standing,
          verified.order(),
          state(recorded, verified.terms()),
          verified.by(),
          cancel == null ? null : Json.read(cancel, Cancel.class));
    } catch (NotToBeBelieved e) {
      return new Doubtful(standing, whateverState(recorded), e.fault());
    } catch (RuntimeException e) {
      return new Doubtful(
          standing,
          whateverState(recorded),
          new Fault(
              "record-unreadable",
              null,
              null,
              "What is on record of the operation cannot be read.",
              "Tell whoever runs Countersign: somebody changed the executor's records, or it was"
                  + " written by a version that this one does not know."));
    }
  }

  private static State state(Recorded recorded, Terms terms) {
    return StateDocument.read(text(recorded.phase()), text(recorded.state()), terms);
  }

  /** Where nothing signed can be read: as far as the row tells, and otherwise not known. */
  private static State whateverState(Recorded recorded) {
    var bare = Terms.bare(recorded.standing().operationId(), Instant.EPOCH);
    try {
      return state(recorded, bare);
    } catch (RuntimeException e) {
      var attempt = new Attempt(0, "", Instant.EPOCH, Instant.EPOCH, Map.of(), null);
      return new State.Unknown(bare, attempt, "its record cannot be read");
    }
  }

  private static String text(@Nullable String column) {
    if (column == null) {
      throw new IllegalStateException("nothing in a column that must not be empty");
    }
    return column;
  }
}
