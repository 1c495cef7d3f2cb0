package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.unless;

import dev.countersign.client.Countersign;
import dev.countersign.client.HistoryEntry;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.client.OperationQuestion;
import dev.countersign.embedded.LedgerProof;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The record: whole, and provable by anyone. */
final class LedgerStories {
  private final Countersign api;

  LedgerStories(Countersign api) {
    this.api = api;
  }

  List<Story> stories() {
    return List.of(
        new Story("the ledger holds every event of every operation", this::complete),
        new Story("the ledger proves itself, recomputed from its entries alone", this::proven));
  }

  private String complete() throws Exception {
    var operations = api.operations(OperationQuestion.any()).toList();
    unless(!operations.isEmpty(), "no operations");
    var events = 0;
    for (var operation : operations) {
      events += completeFor(operation.operationId());
    }
    return operations.size() + " operations, " + events + " events, all of them in the ledger";
  }

  private int completeFor(String operationId) throws Exception {
    var expected = api.history(operationId).map(HistoryEntry::id).collect(Collectors.toSet());
    unless(expected.size() >= 2, "hardly any history of " + operationId);
    var missing = new HashSet<>(expected);
    // The ledger is written by another service; give the last events their moment.
    for (var attempt = 0; attempt < 1_000 && !missing.isEmpty(); attempt++) {
      api.ledger()
          .entries(LedgerQuestion.of(operationId))
          .forEach(entry -> missing.remove(entry.attribute("id")));
      if (!missing.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    unless(missing.isEmpty(), "not in the ledger: " + missing + " of " + operationId);
    return expected.size();
  }

  private String proven() throws Exception {
    var verified = LedgerProof.of(api.ledger());
    return verified.size() + " entries, root " + verified.root();
  }
}
