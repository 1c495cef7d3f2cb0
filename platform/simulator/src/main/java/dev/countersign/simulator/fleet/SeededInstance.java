package dev.countersign.simulator.fleet;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.countersign.simulator.rds.Engines;
import dev.countersign.simulator.rds.Instance;
import dev.countersign.simulator.rds.NewInstance;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.rds.Tags;
import dev.countersign.simulator.rds.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One instance of {@code fleet.json}, as it differs from what RDS makes by itself.
 *
 * @param storage in GiB
 * @param backedUp it has an automated snapshot
 */
record SeededInstance(
    String account,
    String region,
    String instance,
    String engine,
    @JsonProperty("class") String instanceClass,
    int storage,
    boolean multiAz,
    boolean backedUp,
    @Nullable Map<String, String> tags,
    @Nullable Map<String, Object> attributes) {

  Instance at(Instant now) {
    var scope = new Scope(account, region);
    var shown =
        NewInstance.base(scope, instance, Engines.newest(engine), instanceClass, storage, multiAz);
    shown.put("InstanceCreateTime", Times.shown(now.minus(Duration.ofDays(90))));
    shown.put("LatestRestorableTime", Times.shown(now.minus(Duration.ofMinutes(5))));
    shown.put("TagList", Tags.of(Objects.requireNonNullElse(tags, Map.of())));
    shown.putAll(Objects.requireNonNullElse(attributes, Map.of()));
    return new Instance(scope, resourceId(account, region, instance), shown, List.of(), List.of());
  }

  static String resourceId(String account, String region, String instance) {
    return NewInstance.resourceId(account + region + instance);
  }
}
