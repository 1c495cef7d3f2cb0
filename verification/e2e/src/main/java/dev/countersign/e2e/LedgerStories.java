package dev.countersign.e2e;

import static dev.countersign.e2e.StoryFailed.unless;

import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The record: whole, and provable by anyone. */
final class LedgerStories {
  private static final int PAGE = 200;

  private final Api api;

  LedgerStories(Api api) {
    this.api = api;
  }

  List<Story> stories() {
    return List.of(
        new Story("the ledger holds every event of every operation", this::complete),
        new Story("the ledger proves itself, recomputed from its entries alone", this::proven));
  }

  private String complete() throws Exception {
    var operations = api.get("/api/operations?limit=" + PAGE).expect(200).body().path("operations");
    unless(!operations.isEmpty(), "no operations");
    var events = 0;
    for (var operation : operations) {
      events += completeFor(operation.path("operation_id").asText());
    }
    return operations.size() + " operations, " + events + " events, all of them in the ledger";
  }

  private int completeFor(String operationId) throws Exception {
    var expected = new HashSet<String>();
    for (var event :
        api.get("/api/operations/" + operationId + "/history").expect(200).body().path("events")) {
      expected.add(event.path("id").asText());
    }
    unless(expected.size() >= 2, "hardly any history of " + operationId);
    var missing = new HashSet<>(expected);
    // The ledger is written by another service; give the last events their moment.
    for (var attempt = 0; attempt < 50 && !missing.isEmpty(); attempt++) {
      var page =
          api.get("/api/ledger/entries?limit=" + PAGE + "&operation=" + operationId).expect(200);
      page.body()
          .path("entries")
          .forEach(entry -> missing.remove(entry.at("/entry/attributes/id").asText()));
      if (!missing.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    unless(missing.isEmpty(), "not in the ledger: " + missing + " of " + operationId);
    return expected.size();
  }

  private String proven() throws Exception {
    var verified = LedgerProof.of(api);
    return verified.size() + " entries, root " + verified.root();
  }
}
