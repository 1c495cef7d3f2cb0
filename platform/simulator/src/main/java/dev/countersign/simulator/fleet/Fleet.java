package dev.countersign.simulator.fleet;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countersign.simulator.identity.Role;
import dev.countersign.simulator.rds.Cluster;
import dev.countersign.simulator.rds.ClusterSnapshot;
import dev.countersign.simulator.rds.Instance;
import dev.countersign.simulator.rds.ParameterGroup;
import dev.countersign.simulator.rds.Resource;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.rds.Snapshot;
import dev.countersign.simulator.rds.Times;
import dev.countersign.simulator.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** Builds the seeded fleet and names its roles. */
public final class Fleet {
  public static final String EXTERNAL_ID = "countersign";
  private static final String WORKLOADS = "111122223333";
  private static final String PRODUCTION = "444455556666";

  private Fleet() {}

  /** One role in each account, which the executor assumes. */
  public static List<Role> roles() {
    return Stream.of(WORKLOADS, PRODUCTION)
        .map(account ->
            new Role(
                "arn:aws:iam::" + account + ":role/CountersignExecutor", EXTERNAL_ID, null, null))
        .toList();
  }

  public static List<Resource> seeded(Instant now) {
    var fleet = new ArrayList<Resource>();
    for (var described : described()) {
      Instance instance = described.at(now);
      fleet.add(instance);
      if (described.backedUp()) {
        fleet.add(automated(instance, now.minus(Duration.ofHours(9))));
      }
    }
    for (var described : clusters()) {
      Cluster cluster = described.at(now);
      fleet.add(cluster);
      if (described.backedUp()) {
        fleet.add(automated(cluster, now.minus(Duration.ofHours(9))));
      }
    }
    var scope = new Scope(WORKLOADS, "eu-central-1");
    fleet.add(
        new ParameterGroup(
            scope,
            "postgres16-tuned",
            "postgres16",
            "Larger work_mem for reports",
            List.of(),
            false));
    return fleet;
  }

  private static List<SeededInstance> described() {
    return read("fleet.json", new TypeReference<>() {});
  }

  private static List<SeededCluster> clusters() {
    return read("clusters.json", new TypeReference<>() {});
  }

  private static <T> List<T> read(String file, TypeReference<List<T>> type) {
    try (var json = Fleet.class.getResourceAsStream(file)) {
      return Json.GIVEN.readValue(json, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Snapshot automated(Instance instance, Instant taken) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("DBSnapshotIdentifier", name(instance.identifier(), taken));
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

  private static ClusterSnapshot automated(Cluster cluster, Instant taken) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("DBClusterSnapshotIdentifier", name(cluster.identifier(), taken));
    attributes.put("DBClusterIdentifier", cluster.identifier());
    attributes.put("DbClusterResourceId", cluster.resourceId());
    attributes.put("SnapshotType", "automated");
    attributes.put("SnapshotCreateTime", Times.shown(taken));
    attributes.put("Engine", cluster.engine());
    attributes.put("EngineVersion", cluster.text("EngineVersion"));
    attributes.put("AllocatedStorage", 1);
    attributes.put("StorageEncrypted", true);
    attributes.put("TagList", List.of());
    return new ClusterSnapshot(cluster.scope(), attributes, taken, taken, "available");
  }

  private static String name(String identifier, Instant taken) {
    String stamp = Times.shown(taken).substring(0, 16).replace('T', '-').replace(':', '-');
    return "rds:" + identifier + "-" + stamp;
  }
}
