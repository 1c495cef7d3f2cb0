package dev.countersign.simulator.rds;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * One action of RDS.
 *
 * @param mutating whether it has an effect when it succeeds
 * @param resources the ARNs that IAM asks about: each of them has to be allowed
 * @param more what IAM asks besides
 */
public record Action(
    String name,
    boolean mutating,
    BiFunction<Call, Region, List<String>> resources,
    BiFunction<Call, Region, List<Need>> more,
    BiFunction<Call, Region, Outcome> effect) {

  Action asking(BiFunction<Call, Region, List<Need>> besides) {
    return new Action(name, mutating, resources, besides, effect);
  }

  /** All that IAM asks about a call. */
  public List<Need> needs(Call call, Region region) {
    return Stream.concat(
            resources.apply(call, region).stream()
                .map(resource -> new Need("rds:" + name, resource, Map.of())),
            more.apply(call, region).stream())
        .map(need -> new Need(need.permission(), need.resource(), region.tagsOf(need.resource())))
        .toList();
  }
}
