package dev.countersign.rds;

import dev.countersign.provider.Connection;
import dev.countersign.provider.Provider;
import dev.countersign.provider.ResourceKind;
import dev.countersign.provider.Surroundings;
import dev.countersign.provider.operation.Operation;
import dev.countersign.rds.operations.Arns;
import dev.countersign.rds.operations.Operations;
import dev.countersign.rds.operations.Wanted;
import dev.countersign.rds.sdk.RdsConnection;
import java.util.List;
import java.util.Optional;

/** Amazon RDS. */
public final class RdsProvider implements Provider {
  @Override
  public String service() {
    return Operations.SERVICE;
  }

  @Override
  public String name() {
    return "RDS";
  }

  @Override
  public Optional<Operation<?>> operation(String name) {
    return Operations.find(name);
  }

  @Override
  public List<String> rightsToLook() {
    return Wanted.RIGHTS;
  }

  @Override
  public List<ResourceKind> kinds() {
    return List.of(
        new ResourceKind("db", "OperateOnInstances", "Instance", true, true),
        new ResourceKind("snapshot", "OperateOnSnapshots", "Snapshot", true, false),
        new ResourceKind("cluster", "OperateOnClusters", "Cluster", true, true),
        new ResourceKind(
            "cluster-snapshot", "OperateOnClusterSnapshots", "ClusterSnapshot", true, false),
        new ResourceKind("pg", "AttachParameters", "ParameterGroup", false, false));
  }

  @Override
  public String everyArn(String partition, String account, String kind) {
    return Arns.every(partition, account, kind);
  }

  @Override
  public Connection connect(Surroundings with) {
    return new RdsConnection(with);
  }
}
