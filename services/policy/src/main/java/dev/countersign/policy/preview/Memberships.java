package dev.countersign.policy.preview;

import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.policy.core.classification.Known;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which clusters on record members belong to: they are classified with them. */
@Singleton
class Memberships {
  private static final String FIND =
      """
      select body::text from resources
      where identifier = any($1) and resource_key like '%:rds:cluster:%'
      order by observed_at
      """;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Pool pool;

  @Inject
  Memberships(Pool pool) {
    this.pool = pool;
  }

  /** Each of these, with its cluster where it is a member and that is known. */
  Uni<List<Known>> of(List<Resource> resources) {
    var names =
        resources.stream()
            .map(Resource::cluster)
            .filter(Objects::nonNull)
            .distinct()
            .toArray(String[]::new);
    if (names.length == 0) {
      return Uni.createFrom().item(known(resources, Map.of()));
    }
    return pool.preparedQuery(FIND)
        .execute(Tuple.of(names))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .map(rows -> {
          var clusters = new HashMap<String, Cluster>();
          for (var row : rows) {
            var cluster = Json.read(row.getString(0), Cluster.class);
            clusters.put(place(cluster.key(), cluster.identifier()), cluster);
          }
          return known(resources, clusters);
        });
  }

  private static List<Known> known(List<Resource> resources, Map<String, Cluster> clusters) {
    return resources.stream()
        .map(one -> new Known(one, clusters.get(place(one.key(), one.cluster()))))
        .toList();
  }

  private static String place(ResourceKey key, @Nullable String cluster) {
    return key.account() + ':' + key.region() + ':' + cluster;
  }
}
