package dev.countersign.policy.core.classification;

import dev.countersign.contracts.decision.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an instance's tags say about its environment.
 *
 * @param found every tag with one of the names, as it is set
 * @param understood those whose value is known, most trusted name first
 * @param puzzling those whose value is not known, as {@code Name=value}
 */
record TagEvidence(Map<String, String> found, List<Statement> understood, List<String> puzzling) {

  /** A tag whose value is known. */
  record Statement(String tag, Environment environment) {}

  static TagEvidence read(ClassificationSettings settings, Map<String, String> tags) {
    var found = new LinkedHashMap<String, String>();
    var understood = new ArrayList<Statement>();
    var puzzling = new ArrayList<String>();
    // Sorted, so that the same tags always give the same words: AWS returns tags in any order.
    var sorted = new TreeMap<>(tags);
    for (var name : settings.tagNames()) {
      sorted.forEach((key, value) -> {
        if (key.strip().equalsIgnoreCase(name) && found.putIfAbsent(key, value) == null) {
          var tag = key + '=' + value;
          var environment = settings.tagValues().get(value.strip().toLowerCase(Locale.ROOT));
          if (environment == null) {
            puzzling.add(tag);
          } else {
            understood.add(new Statement(tag, environment));
          }
        }
      });
    }
    return new TagEvidence(found, understood, puzzling);
  }

  /**
   * The statement that counts: one that says production where any does, for a wrong "production"
   * costs a change request and a wrong "development" costs a database.
   */
  Optional<Statement> deciding() {
    return understood.stream()
        .filter(statement -> statement.environment() == Environment.PRODUCTION)
        .findFirst()
        .or(() -> understood.stream().findFirst());
  }

  /** Statements that contradict the deciding one. */
  List<String> contradicting(Statement deciding) {
    return understood.stream()
        .filter(statement -> statement.environment() != deciding.environment())
        .map(Statement::tag)
        .toList();
  }
}
