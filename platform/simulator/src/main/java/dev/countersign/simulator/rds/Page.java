package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Pages of a list. The marker is the key of the last member shown: a list that changes between two
 * pages repeats nothing and leaves out nothing that was there all the time.
 */
final class Page {
  private static final int SMALLEST = 20;
  private static final int LARGEST = 100;

  private record Keyed<T>(String key, T member) {}

  private Page() {}

  static <T> Outcome of(
      Call call,
      String name,
      List<T> members,
      Function<T, String> key,
      Function<T, Map<String, Object>> shown) {
    Form form = call.form();
    int size = form.number("MaxRecords", LARGEST);
    if (size < SMALLEST || size > LARGEST) {
      throw AwsError.invalidValue(
          "Invalid value "
              + size
              + " for MaxRecords. Must be between "
              + SMALLEST
              + " and "
              + LARGEST);
    }
    String after = after(form.text("Marker", ""));
    // The keys are made once: those of events are long, and there may be thousands.
    List<Keyed<T>> rest =
        members.stream()
            .map(member -> new Keyed<>(key.apply(member), member))
            .filter(keyed -> keyed.key.compareTo(after) > 0)
            .sorted(Comparator.comparing(Keyed::key))
            .toList();
    List<Keyed<T>> page = rest.subList(0, Math.min(size, rest.size()));
    var result = new LinkedHashMap<String, Object>();
    if (rest.size() > size) {
      String last = page.getLast().key;
      result.put(
          "Marker",
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(last.getBytes(StandardCharsets.UTF_8)));
    }
    result.put(name, page.stream().map(keyed -> shown.apply(keyed.member)).toList());
    return Outcome.read(result);
  }

  private static String after(String marker) {
    try {
      return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw AwsError.invalidValue("Invalid marker: " + marker);
    }
  }
}
