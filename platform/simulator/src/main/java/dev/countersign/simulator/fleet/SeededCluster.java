package dev.countersign.simulator.fleet;

import dev.countersign.simulator.rds.Cluster;
import dev.countersign.simulator.rds.Engines;
import dev.countersign.simulator.rds.NewCluster;
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
 * One cluster of {@code clusters.json}, as it differs from what RDS makes by itself.
 *
 * @param writer the name of the member that writes, which {@code fleet.json} has
 * @param backedUp it has an automated snapshot
 */
record SeededCluster(
    String account,
    String region,
    String cluster,
    String engine,
    String writer,
    boolean backedUp,
    @Nullable Map<String, String> tags,
    @Nullable Map<String, Object> attributes) {

  Cluster at(Instant now) {
    var scope = new Scope(account, region);
    var shown = NewCluster.base(scope, cluster, Engines.newest(engine), 1);
    shown.put("ClusterCreateTime", Times.shown(now.minus(Duration.ofDays(90))));
    shown.put("EarliestRestorableTime", Times.shown(now.minus(Duration.ofDays(7))));
    shown.put("LatestRestorableTime", Times.shown(now.minus(Duration.ofMinutes(5))));
    shown.put("BackupRetentionPeriod", 7);
    shown.put("CopyTagsToSnapshot", true);
    shown.put("TagList", Tags.of(Objects.requireNonNullElse(tags, Map.of())));
    shown.put(Cluster.WRITER, SeededInstance.resourceId(account, region, writer));
    shown.putAll(Objects.requireNonNullElse(attributes, Map.of()));
    return new Cluster(
        scope, NewCluster.resourceId(account + region + cluster), shown, List.of(), List.of());
  }
}
