package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The Filters of a describe: all of them have to match, each by one of its values. */
final class Filters {
  /** What users name is kept in lower case, and asked for in any. */
  private static final Set<String> NAMES =
      Set.of("db-instance-id", "db-snapshot-id", "db-cluster-id", "db-cluster-snapshot-id");

  private Filters() {}

  private static boolean in(List<String> wanted, String value, String filter) {
    return NAMES.contains(filter)
        ? wanted.stream().anyMatch(value::equalsIgnoreCase)
        : wanted.contains(value);
  }

  static <T> Predicate<T> of(Form form, Map<String, Function<T, List<String>>> known) {
    Predicate<T> all = member -> true;
    for (Form filter : form.list("Filters")) {
      String name = filter.text("Name", "");
      Function<T, List<String>> values = known.get(name);
      if (values == null) {
        throw AwsError.invalidValue("Unrecognized filter name: " + name);
      }
      List<String> wanted = filter.texts("Values");
      if (wanted.isEmpty()) {
        throw AwsError.invalidCombination("Filter " + name + " requires at least one value.");
      }
      all = all.and(member -> values.apply(member).stream().anyMatch(one -> in(wanted, one, name)));
    }
    return all;
  }
}
