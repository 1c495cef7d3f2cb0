package dev.countersign.simulator.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.simulator.rds.Cluster;
import dev.countersign.simulator.rds.ClusterSnapshot;
import dev.countersign.simulator.rds.Instance;
import dev.countersign.simulator.rds.ParameterGroup;
import dev.countersign.simulator.rds.Resource;
import dev.countersign.simulator.rds.Snapshot;
import dev.countersign.simulator.wire.Json;

/**
 * How the state is written down. The kinds of resources are named here, so that the rules of RDS
 * know nothing of JSON.
 */
final class Stored {
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Instance.class, name = "instance"),
    @JsonSubTypes.Type(value = Snapshot.class, name = "snapshot"),
    @JsonSubTypes.Type(value = ParameterGroup.class, name = "parameter_group"),
    @JsonSubTypes.Type(value = Cluster.class, name = "cluster"),
    @JsonSubTypes.Type(value = ClusterSnapshot.class, name = "cluster_snapshot")
  })
  private interface Kinds {}

  static final ObjectMapper MAPPER = Json.MAPPER.copy().addMixIn(Resource.class, Kinds.class);

  private Stored() {}
}
