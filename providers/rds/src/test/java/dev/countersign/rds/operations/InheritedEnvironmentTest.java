package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Classification.Inherited;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.provider.Place;
import dev.countersign.provider.Target;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import dev.countersign.rds.looks.Describes;
import dev.countersign.rds.looks.Rounds;
import dev.countersign.rds.operations.InstanceSight.Details;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a member's environment was inherited from has to be what it was when it was decided. */
class InheritedEnvironmentTest {
  private static final Place PLACE = Place.of(Sample.KEY);
  private static final Order PLAIN = Sample.order("reboot_instance", Map.of());
  private static final Order INHERITING = inheriting(PLAIN);

  @Test
  void theOperationGoesOnWhileNothingHasChanged() {
    var clear = check(member("shop"), new ClusterSample());

    assertInstanceOf(Check.Clear.class, clear);
  }

  @Test
  void anotherTagOfTheClusterStopsItAndSoDoesAClusterThatIsNotThere() {
    var production = ClusterSample.of(one -> one.tags = Map.of("Env", "prod"));
    for (var cluster : new ClusterSample[] {production, null}) {
      var refused = assertInstanceOf(Check.Refuse.class, check(member("shop"), cluster));
      assertEquals("classification-changed", refused.fault().code());
      assertTrue(refused.fault().meaning().contains("its cluster's"), refused::toString);
    }
  }

  @Test
  void aMemberThatLeftTheClusterInheritsNothingOfIt() {
    for (var elsewhere : new String[] {null, "another"}) {
      var check = check(member(elsewhere), new ClusterSample());
      var refused = assertInstanceOf(Check.Refuse.class, check);
      assertEquals("classification-changed", refused.fault().code());
    }
  }

  @Test
  void whereClustersCannotBeLookedAtOnlyThoseWaitThatNeedOne() {
    var denied = new IllegalStateException("not permitted");
    var plain = watch(PLAIN);
    var inheriting = watch(INHERITING);

    new Rounds(new Listed(CompletableFuture.failedFuture(denied)), InstantSource.system())
        .look(PLACE, List.of(plain, inheriting))
        .toCompletableFuture()
        .join();

    assertNotNull(plain.sight().join().resource());
    assertEquals(denied, inheriting.sight().exceptionNow());
  }

  @Test
  void aClusterThatCannotBeReadIsNotTakenForGone() {
    var unreadable = new Describes.Clusters(List.of(), Set.of("shop"));
    var inheriting = watch(INHERITING);

    new Rounds(new Listed(CompletableFuture.completedFuture(unreadable)), InstantSource.system())
        .look(PLACE, List.of(inheriting))
        .toCompletableFuture()
        .join();

    assertTrue(inheriting.sight().isCompletedExceptionally());
  }

  private static Check check(Sample member, @Nullable ClusterSample cluster) {
    var alone = member.sight();
    var sight =
        new InstanceSight(
            alone.instance(),
            null,
            alone.details(),
            List.of(),
            alone.seenAt(),
            alone.calmSince(),
            cluster == null ? null : cluster.cluster());
    return Sample.check(INHERITING, sight);
  }

  private static Sample member(@Nullable String cluster) {
    return Sample.of(one -> {
      one.engine = "aurora-postgresql";
      one.cluster = cluster;
    });
  }

  private static Order inheriting(Order order) {
    var own = order.classification();
    return new Order(
        order.operationId(),
        order.operation(),
        order.instance(),
        order.identifier(),
        order.parameters(),
        order.requester(),
        new Classification(
            Environment.DEVELOPMENT,
            "cluster",
            "its cluster shop by tag: Env=dev",
            own.identifier(),
            own.consultedTags(),
            own.foundTags(),
            new Inherited(ClusterSample.KEY, "shop", Map.of("Env", "dev"))));
  }

  private static Watch watch(Order order) {
    return new Watch(new Target(order, Sample.INTENT, null), new CompletableFuture<>());
  }

  /** One member, and of clusters whatever a test is about. */
  private record Listed(CompletableFuture<Clusters> clusters) implements Describes {
    @Override
    public CompletionStage<Instances> instances(Place place, Map<String, String> byResourceId) {
      var seen = new Seen(member("shop").instance(), Details.NONE);
      return CompletableFuture.completedFuture(new Instances(List.of(seen), Set.of()));
    }

    @Override
    public CompletionStage<Snapshots> snapshots(Place place, Collection<String> ids) {
      return CompletableFuture.completedFuture(Snapshots.NONE);
    }

    @Override
    public CompletionStage<Clusters> clusters(Place place, Map<String, String> byResourceId) {
      return clusters;
    }

    @Override
    public CompletionStage<Instances> members(Place place, Collection<Cluster> clusters) {
      return CompletableFuture.completedFuture(Instances.EMPTY);
    }

    @Override
    public CompletionStage<Snapshots> clusterSnapshots(Place place, Collection<String> ids) {
      return CompletableFuture.completedFuture(Snapshots.NONE);
    }

    @Override
    public CompletionStage<List<SourcedEvent>> events(
        Place place, Source source, @Nullable String only, long minutes) {
      return CompletableFuture.completedFuture(List.of());
    }
  }
}
