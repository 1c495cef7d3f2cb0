package dev.countersign.simulator.fleet;

import dev.countersign.simulator.rds.Engines;
import dev.countersign.simulator.rds.Instance;
import dev.countersign.simulator.rds.NewInstance;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.rds.Tags;
import dev.countersign.simulator.rds.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One instance of the inventory, as it differs from what RDS makes by itself. */
final class SeededInstance {
  private final Scope scope;
  private final String identifier;
  private final String engine;
  private final String instanceClass;
  private final int allocatedStorage;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private boolean multiAz;
  private boolean backedUp;

  /**
   * @param allocatedStorage in GiB
   */
  SeededInstance(
      Scope scope, String identifier, String engine, String instanceClass, int allocatedStorage) {
    this.scope = scope;
    this.identifier = identifier;
    this.engine = engine;
    this.instanceClass = instanceClass;
    this.allocatedStorage = allocatedStorage;
  }

  SeededInstance multiAz() {
    multiAz = true;
    return this;
  }

  /** It has an automated snapshot. */
  SeededInstance backedUp() {
    backedUp = true;
    return this;
  }

  SeededInstance tag(String key, String value) {
    tags.put(key, value);
    return this;
  }

  SeededInstance with(String attribute, Object value) {
    attributes.put(attribute, value);
    return this;
  }

  boolean isBackedUp() {
    return backedUp;
  }

  Instance at(Instant now) {
    var shown =
        NewInstance.base(
            scope, identifier, Engines.newest(engine), instanceClass, allocatedStorage, multiAz);
    shown.put("InstanceCreateTime", Times.shown(now.minus(Duration.ofDays(90))));
    shown.put("LatestRestorableTime", Times.shown(now.minus(Duration.ofMinutes(5))));
    shown.put("TagList", Tags.of(tags));
    shown.putAll(attributes);
    return new Instance(
        scope,
        NewInstance.resourceId(scope.account() + scope.region() + identifier),
        shown,
        List.of(),
        List.of());
  }
}
