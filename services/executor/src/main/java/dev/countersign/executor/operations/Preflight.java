package dev.countersign.executor.operations;

import dev.countersign.contracts.instance.Instance;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** What has to hold before any operation: the instance is still the one that was decided about. */
public final class Preflight {
  /** Checks the instance, its classification, then the operation's own preconditions. */
  public static Check check(Order order, Sight sight) {
    var instance = sight.instance();
    if (instance == null || !instance.key().equals(order.instance())) {
      return Check.refuse(
          "instance-gone",
          "The instance that was approved does not exist any more"
              + " (another one may carry its name). Nothing was done.",
          "Look it up again and submit the operation for the instance that you mean.");
    }
    if (!sameClassification(order, instance)) {
      return Check.refuse(
          "classification-changed",
          "The instance was approved as "
              + order.classification().environment().wireName()
              + " ("
              + order.classification().matched()
              + "); its name or tags have changed since. Nothing was done.",
          "Submit the operation again; it will be decided for the instance as it is now.");
    }
    var refusal = Topologies.refusal(order, instance);
    return refusal == null ? Operations.of(order).before(order, sight) : refusal;
  }

  /** Whether everything that the classification looked at still looks the same. */
  private static boolean sameClassification(Order order, Instance instance) {
    var classification = order.classification();
    if (!classification.identifier().equals(instance.identifier())) {
      return false;
    }
    var now = byLowerCase(instance.tags());
    var then = byLowerCase(classification.foundTags());
    return classification.consultedTags().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .allMatch(
            name -> now.getOrDefault(name, Map.of()).equals(then.getOrDefault(name, Map.of())));
  }

  /** Tag names differ in case only by accident; both {@code env} and {@code ENV} may be there. */
  private static Map<String, Map<String, String>> byLowerCase(Map<String, String> tags) {
    var byName = new HashMap<String, Map<String, String>>();
    tags.forEach((name, value) ->
        byName
            .computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new HashMap<>())
            .put(name, value));
    return byName;
  }

  private Preflight() {}
}
