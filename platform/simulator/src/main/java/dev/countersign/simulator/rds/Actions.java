package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every action that is spoken here, by name. */
public final class Actions {
  private static final Map<String, Action> ALL =
      Stream.of(InstanceActions.ALL, ClusterActions.ALL)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableMap(Action::name, action -> action));

  private Actions() {}

  public static Set<String> names() {
    return new TreeSet<>(ALL.keySet());
  }

  public static Action named(String name) {
    Action action = ALL.get(name);
    if (action == null) {
      throw AwsError.refused(
          "InvalidAction", "Could not find operation " + name + " for version 2014-10-31");
    }
    return action;
  }

  static Action reads(
      String name,
      BiFunction<Call, Region, List<String>> resources,
      BiFunction<Call, Region, Outcome> effect) {
    return new Action(name, false, resources, Rights::none, effect);
  }

  static Action mutates(
      String name,
      BiFunction<Call, Region, List<String>> resources,
      BiFunction<Call, Region, Outcome> effect) {
    return new Action(name, true, resources, Rights::none, effect);
  }

  static BiFunction<Call, Region, List<String>> anything() {
    return (call, region) -> List.of("*");
  }

  static BiFunction<Call, Region, List<String>> arn(String parameter) {
    return (call, region) -> List.of(call.form().text(parameter, "*"));
  }

  static BiFunction<Call, Region, List<String>> named(String type, String parameter) {
    return (call, region) -> List.of(arn(call, type, call.form().text(parameter)));
  }

  static String arn(Call call, String type, @Nullable String name) {
    if (name != null && name.startsWith("arn:")) {
      return name;
    }
    return call.scope().arn(type, name == null ? "*" : name.toLowerCase(Locale.ROOT));
  }
}
