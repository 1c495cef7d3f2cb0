package dev.countersign.policy.core.classification;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.EnvironmentTags;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a resource's tags say about its environment.
 *
 * @param found every tag with one of the names, as it is set
 * @param statements one of each, most trusted name first
 */
record TagEvidence(SortedMap<String, String> found, List<Statement> statements) {

  /**
   * What one tag says.
   *
   * @param tag as {@code Name=value}
   * @param understood false for a value that nobody knows: it is taken for production
   */
  record Statement(String tag, Environment environment, boolean understood) {
    /** The tag in words. */
    String words() {
      return understood ? tag : tag + " (not understood)";
    }
  }

  static TagEvidence read(ClassificationSettings settings, Map<String, String> tags) {
    var found = EnvironmentTags.found(settings.tagNames(), tags);
    // Sorted within a name, so that the same tags always give the same words: AWS returns tags in
    // any order.
    var ordered = new LinkedHashSet<String>();
    for (var name : settings.tagNames()) {
      ordered.addAll(EnvironmentTags.found(List.of(name), found).keySet());
    }
    var statements = new ArrayList<Statement>();
    for (var name : ordered) {
      var value = String.valueOf(found.get(name));
      var environment = EnvironmentTags.understood(settings.tagValues(), value);
      statements.add(
          new Statement(
              name + '=' + value,
              environment.orElse(Environment.PRODUCTION),
              environment.isPresent()));
    }
    return new TagEvidence(found, statements);
  }

  /**
   * The statement that counts: one that says production where any does, for a wrong "production"
   * costs a change request and a wrong "development" costs a database.
   */
  Optional<Statement> deciding() {
    return statements.stream()
        .filter(statement -> statement.environment() == Environment.PRODUCTION)
        .findFirst()
        .or(() -> statements.stream().findFirst());
  }

  /** Statements that contradict the deciding one. */
  List<String> contradicting(Statement deciding) {
    return statements.stream()
        .filter(statement -> statement.environment() != deciding.environment())
        .map(Statement::words)
        .toList();
  }
}
