package dev.countersign.chaos.judgement;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.LedgerEntry;
import dev.countersign.client.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run has left behind.
 *
 * @param accepted what clients were told is accepted, by operation id
 * @param ended the last status of each operation; none of one that the gateway does not know
 * @param entries the ledger's, oldest first
 * @param effects what RDS wrote down of each call that it carried out, strangers' ones, too
 */
public record Material(
    Map<String, Requested> accepted,
    Map<String, Status> ended,
    List<LedgerEntry> entries,
    List<JsonNode> effects) {
  public Material {
    accepted = Map.copyOf(accepted);
    ended = Map.copyOf(ended);
    entries = List.copyOf(entries);
    effects = List.copyOf(effects);
  }

  /** The ledger's entries by operation. */
  public Map<String, List<LedgerEntry>> events() {
    var byOperation = new LinkedHashMap<String, List<LedgerEntry>>();
    entries.forEach(entry ->
        byOperation
            .computeIfAbsent(entry.attribute("subject"), id -> new ArrayList<>())
            .add(entry));
    return byOperation;
  }

  /** Effects by the operation that the session's name says, or by the stranger's name. */
  public Map<String, List<JsonNode>> effectsByOperation() {
    var byOperation = new LinkedHashMap<String, List<JsonNode>>();
    effects.forEach(effect ->
        byOperation.computeIfAbsent(operation(effect), id -> new ArrayList<>()).add(effect));
    return byOperation;
  }

  private static String operation(JsonNode effect) {
    return effect
        .path("session_name")
        .asText()
        .replaceFirst("^countersign-", "")
        .replaceFirst("-\\d+$", "");
  }
}
