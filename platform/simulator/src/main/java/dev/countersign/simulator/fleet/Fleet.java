package dev.countersign.simulator.fleet;

import dev.countersign.simulator.identity.Role;
import dev.countersign.simulator.rds.Engines;
import dev.countersign.simulator.rds.Instance;
import dev.countersign.simulator.rds.NewInstance;
import dev.countersign.simulator.rds.ParameterGroup;
import dev.countersign.simulator.rds.Resource;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.rds.Snapshot;
import dev.countersign.simulator.rds.Tags;
import dev.countersign.simulator.rds.Times;
import dev.countersign.simulator.wire.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Builds the seeded fleet and names its roles. */
public final class Fleet {
  public static final String EXTERNAL_ID = "countersign";
  private static final List<String> ACCOUNTS = List.of("111122223333", "444455556666");

  private Fleet() {}

  /** One role in each account, which the executor assumes. */
  public static List<Role> roles() {
    return ACCOUNTS.stream()
        .map(account ->
            new Role("arn:aws:iam::" + account + ":role/CountersignExecutor", EXTERNAL_ID))
        .toList();
  }

  public static List<Resource> seeded(Instant now) {
    var fleet = new ArrayList<Resource>();
    for (var described : read()) {
      Instance instance = instance(described, now);
      fleet.add(instance);
      if (flag(described, "backed_up")) {
        fleet.add(automated(instance, now.minus(Duration.ofHours(9))));
      }
    }
    var scope = new Scope("111122223333", "eu-central-1");
    fleet.add(
        new ParameterGroup(
            scope, "postgres16-tuned", "postgres16", "Larger work_mem for reports", List.of()));
    return fleet;
  }

  private static List<Map<?, ?>> read() {
    try (var file = Objects.requireNonNull(Fleet.class.getResourceAsStream("fleet.json"))) {
      var fleet = new ArrayList<Map<?, ?>>();
      for (Object described : (List<?>) JsonText.read(file)) {
        fleet.add((Map<?, ?>) described);
      }
      return fleet;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Instance instance(Map<?, ?> described, Instant now) {
    var scope = new Scope(text(described, "account"), text(described, "region"));
    String id = text(described, "id");
    var attributes =
        NewInstance.base(
            scope,
            id,
            Engines.newest(text(described, "engine")),
            text(described, "class"),
            ((Number) member(described, "storage")).intValue(),
            flag(described, "multi_az"));
    attributes.put("InstanceCreateTime", Times.shown(now.minus(Duration.ofDays(90))));
    attributes.put("LatestRestorableTime", Times.shown(now.minus(Duration.ofMinutes(5))));
    var tags = new LinkedHashMap<String, String>();
    ((Map<?, ?>) member(described, "tags"))
        .forEach((key, value) -> tags.put(String.valueOf(key), String.valueOf(value)));
    attributes.put("TagList", Tags.of(tags));
    ((Map<?, ?>) member(described, "attributes"))
        .forEach((name, value) -> attributes.put(String.valueOf(name), value));
    return new Instance(
        scope,
        NewInstance.resourceId(scope.account() + scope.region() + id),
        attributes,
        List.of(),
        List.of());
  }

  private static Object member(Map<?, ?> described, String name) {
    return Objects.requireNonNull(described.get(name), name);
  }

  private static String text(Map<?, ?> described, String name) {
    return String.valueOf(member(described, name));
  }

  private static boolean flag(Map<?, ?> described, String name) {
    return Boolean.TRUE.equals(described.get(name));
  }

  private static Snapshot automated(Instance instance, Instant taken) {
    var attributes = new LinkedHashMap<String, Object>();
    String stamp = Times.shown(taken).substring(0, 16).replace('T', '-').replace(':', '-');
    attributes.put("DBSnapshotIdentifier", "rds:" + instance.identifier() + "-" + stamp);
    attributes.put("DBInstanceIdentifier", instance.identifier());
    attributes.put("DbiResourceId", instance.resourceId());
    attributes.put("SnapshotType", "automated");
    attributes.put("SnapshotCreateTime", Times.shown(taken));
    attributes.put("Engine", instance.engine());
    attributes.put("EngineVersion", instance.text("EngineVersion"));
    attributes.put("AllocatedStorage", instance.number("AllocatedStorage"));
    attributes.put("StorageType", instance.text("StorageType"));
    attributes.put("Encrypted", true);
    attributes.put("TagList", List.of());
    return new Snapshot(instance.scope(), attributes, taken, taken, "available");
  }
}
