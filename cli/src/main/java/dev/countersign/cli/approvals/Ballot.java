package dev.countersign.cli.approvals;

import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Answer;
import dev.countersign.client.Documents;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is voted on: what was read just now, and nothing that came later.
 *
 * @param id of the operation
 */
record Ballot(Documents api, String id) {
  Answer vote(String verdict, @Nullable String comment) {
    var shown = Printer.json(api.get(Documents.path(Paths.OPERATION, id)));
    var body = new LinkedHashMap<String, String>();
    body.put("verdict", verdict);
    if (comment != null) {
      body.put("comment", comment);
    }
    var hash = shown.path("approval").path("ballot_hash");
    if (hash.isTextual()) {
      body.put("ballot_hash", hash.asText());
    }
    return api.post(Documents.path(Paths.VOTES, id), Printer.document(body));
  }
}
