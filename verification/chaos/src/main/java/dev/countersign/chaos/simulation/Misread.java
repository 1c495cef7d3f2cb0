package dev.countersign.chaos.simulation;

import dev.countersign.contracts.resource.Cluster;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.provider.Place;
import dev.countersign.provider.Target;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sight;
import dev.countersign.rds.operations.ClusterSight;
import dev.countersign.rds.operations.InstanceSight.EventSight;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A cloud of which everybody sees something else than there is. */
final class Misread {
  static Cloud by(Cloud cloud, UnaryOperator<Sight> seen) {
    return by(cloud, (_, sight) -> seen.apply(sight));
  }

  static Cloud by(Cloud cloud, BiFunction<Target, Sight, Sight> seen) {
    return new ForwardingCloud(cloud) {
      @Override
      public CompletionStage<Void> look(String service, Place place, List<Watch> watches) {
        return super.look(service, place, watches.stream().map(each -> blind(each, seen)).toList());
      }
    };
  }

  private static Watch blind(Watch watch, BiFunction<Target, Sight, Sight> seen) {
    var whole = new CompletableFuture<Sight>();
    whole.whenComplete((sight, fault) -> {
      if (sight == null) {
        watch.sight().completeExceptionally(fault);
      } else {
        watch.sight().complete(seen.apply(watch.target(), sight));
      }
    });
    return new Watch(watch.target(), whole);
  }

  static ClusterSight with(ClusterSight seen, @Nullable Cluster cluster, List<EventSight> events) {
    return new ClusterSight(
        cluster, seen.members(), seen.snapshot(), seen.copiesTags(), events, seen.seenAt());
  }

  /** The same with the writer that an order names, if it names one. */
  static @Nullable Cluster promoted(@Nullable Cluster seen, Order order) {
    var named = order.optionalText("target_member");
    return seen == null || named == null
        ? seen
        : new Cluster(
            seen.key(),
            seen.identifier(),
            seen.arn(),
            seen.engine(),
            seen.engineVersion(),
            seen.engineMode(),
            seen.instanceClass(),
            seen.status(),
            seen.members().stream()
                .map(one ->
                    new Cluster.Member(
                        one.identifier(),
                        one.identifier().equals(named),
                        one.promotionTier(),
                        one.parameterGroupStatus()))
                .toList(),
            seen.storage(),
            seen.windows(),
            seen.topology(),
            seen.serverless(),
            seen.parameterGroup(),
            seen.tags(),
            seen.pending(),
            seen.observedAt());
  }

  private Misread() {}
}
