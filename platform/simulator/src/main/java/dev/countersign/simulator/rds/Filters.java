package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** The Filters of a describe: all of them have to match, each by one of its values. */
final class Filters {
  private Filters() {}

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
      all = all.and(member -> values.apply(member).stream().anyMatch(wanted::contains));
    }
    return all;
  }
}
