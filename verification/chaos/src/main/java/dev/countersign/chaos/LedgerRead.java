package dev.countersign.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.e2e.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Every entry of the ledger, in order. */
final class LedgerRead {
  static List<JsonNode> all(Api api) throws Exception {
    var entries = new ArrayList<JsonNode>();
    var cursor = "";
    while (true) {
      var page = api.get("/api/ledger/entries?limit=1000" + cursor).expect(200).body();
      page.path("entries").forEach(entries::add);
      var next = page.path("next_cursor").asText(page.path("nextCursor").asText(""));
      if (next.isEmpty()) {
        return entries;
      }
      cursor = "&cursor=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
  }

  private LedgerRead() {}
}
