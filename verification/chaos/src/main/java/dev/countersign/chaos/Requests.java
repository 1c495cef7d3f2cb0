package dev.countersign.chaos;

import dev.countersign.chaos.judgement.Requested;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What the clients of a run ask for: of instances, of clusters, and of clusters' members. */
final class Requests {
  /** All that may be asked for. */
  static final List<String> OPERATIONS =
      List.of(
          "create_snapshot",
          "delete_snapshot",
          "reboot_instance",
          "modify_backup_window",
          "stop_instance",
          "start_instance",
          "create_cluster_snapshot",
          "delete_cluster_snapshot",
          "failover_cluster",
          "modify_cluster_backup_window",
          "stop_cluster",
          "start_cluster");

  private static final List<String> INSTANCES =
      List.of(
          "dev-postgres-01",
          "test-mysql-01",
          "dev-oracle-01",
          "staging-postgres-01",
          "dev-postgres-02",
          "test-mariadb-01",
          "orders-reporting",
          Strangers.DELETED,
          "billing-oracle",
          "prod-postgres-us-1");
  private static final List<String> STOPPED_AND_STARTED =
      List.of("sandbox-mysql-01", Strangers.DELETED);

  /** How many members each has. */
  private static final Map<String, Integer> CLUSTERS =
      Map.of(Strangers.CLUSTER, 3, "shop-aurora", 2);

  private static final int OF_CLUSTERS_PERCENT = 30;
  private static final int DAY = 24 * 60;

  private final SplittableRandom random;
  private final Set<Integer> windows = new HashSet<>();
  private final List<Requested> all = new ArrayList<>();

  private Requests(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** The same for the same seed. */
  static List<Requested> of(long seed, int operations) {
    var requests = new Requests(seed);
    for (var number = 0; number < operations; number++) {
      requests.all.add(requests.next("chaos-" + seed + '-' + number));
    }
    return requests.all;
  }

  private Requested next(String key) {
    return random.nextInt(100) < OF_CLUSTERS_PERCENT ? ofACluster(key) : ofAnInstance(key);
  }

  private Requested ofAnInstance(String key) {
    var kind = random.nextInt(100);
    if (kind < 15) {
      var stop = random.nextBoolean();
      return asked(
          key,
          stop ? "stop_instance" : "start_instance",
          one(STOPPED_AND_STARTED),
          null,
          stop && random.nextBoolean() ? Map.of("snapshot_id", "Chaos-Stop-" + key) : Map.of());
    }
    if (kind < 20) {
      return deletionOr(key, "create_snapshot", "delete_snapshot", one(INSTANCES), null);
    }
    var instance = one(INSTANCES);
    if (kind < 50) {
      return asked(key, "create_snapshot", instance, null, Map.of("snapshot_id", key));
    }
    return kind < 75
        ? asked(key, "reboot_instance", instance, null, Map.of())
        : asked(key, "modify_backup_window", instance, null, Map.of("backup_window", window()));
  }

  private Requested ofACluster(String key) {
    var cluster = one(CLUSTERS.keySet().stream().sorted().toList());
    var kind = random.nextInt(100);
    if (kind < 20) {
      return asked(key, "reboot_instance", member(cluster), cluster, Map.of());
    }
    if (kind < 45) {
      return asked(
          key,
          "failover_cluster",
          cluster,
          cluster,
          random.nextBoolean() ? Map.of("target_member", member(cluster)) : Map.of());
    }
    // Stopped it takes little else: only one of them is, and not for long.
    if (kind < 65 && cluster.equals(Strangers.CLUSTER)) {
      return asked(key, kind < 52 ? "stop_cluster" : "start_cluster", cluster, cluster, Map.of());
    }
    if (kind < 75) {
      return asked(
          key, "modify_cluster_backup_window", cluster, cluster, Map.of("backup_window", window()));
    }
    return kind < 80
        ? deletionOr(key, "create_cluster_snapshot", "delete_cluster_snapshot", cluster, cluster)
        : asked(key, "create_cluster_snapshot", cluster, cluster, Map.of("snapshot_id", key));
  }

  private String member(String cluster) {
    return cluster + "-instance-" + (1 + random.nextInt(CLUSTERS.getOrDefault(cluster, 1)));
  }

  /** The deletion of one that was asked for: there by now, or not there yet, or deleted already. */
  private Requested deletionOr(
      String key, String making, String deleting, String resource, @Nullable String cluster) {
    var made = all.stream().filter(one -> one.operation().equals(making)).toList();
    if (made.isEmpty()) {
      return asked(key, making, resource, cluster, Map.of("snapshot_id", key));
    }
    var one = made.get(random.nextInt(made.size()));
    return asked(key, deleting, one.resource(), one.cluster(), one.parameters());
  }

  /** Confirmed, in case it is production. */
  private static Requested asked(
      String key,
      String operation,
      String resource,
      @Nullable String cluster,
      Map<String, Object> parameters) {
    var confirmed = new HashMap<>(parameters);
    confirmed.put("confirm_production", true);
    return new Requested(key, operation, resource, cluster, Map.copyOf(confirmed));
  }

  private String one(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  /** Never the same twice, so that a window that is there is there by this operation. */
  private String window() {
    var from = random.nextInt(DAY);
    while (!windows.add(from)) {
      from = (from + 1) % DAY;
    }
    var to = (from + 30) % DAY;
    return "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60);
  }
}
