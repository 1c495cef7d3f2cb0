package dev.countersign.rds.looks;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.provider.Place;
import dev.countersign.provider.Watch;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One round of looks at a place: instances and clusters at the same time. */
public final class Rounds {
  private final InstanceRounds instances;
  private final ClusterRounds clusters;

  public Rounds(Describes describes, InstantSource clock) {
    this.instances = new InstanceRounds(describes, clock);
    this.clusters = new ClusterRounds(describes, clock);
  }

  /** Tells each watch its sight, as soon as its part is known. */
  public CompletionStage<Void> look(Place place, List<Watch> round) {
    var ofClusters = round.stream().filter(Rounds::isOfACluster).toList();
    var ofInstances = round.stream().filter(watch -> !isOfACluster(watch)).toList();
    if (ofClusters.isEmpty()) {
      return instances.look(place, ofInstances);
    }
    return ofInstances.isEmpty()
        ? clusters.look(place, ofClusters)
        : CompletableFuture.allOf(
            instances.look(place, ofInstances).toCompletableFuture(),
            clusters.look(place, ofClusters).toCompletableFuture());
  }

  private static boolean isOfACluster(Watch watch) {
    return watch.target().order().instance().kind().equals(Cluster.KIND);
  }
}
