package dev.countersign.provider;

import dev.countersign.provider.operation.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Brings in one AWS service. Found by {@link java.util.ServiceLoader}, so that the engine imports
 * none: it needs a constructor without parameters. Everything here but {@link #connect} is pure.
 */
public interface Provider {
  /** As in the definitions of its operations and in keys, for example {@code rds}. */
  String service();

  /** For a sentence, for example {@code RDS}. */
  String name();

  /** The operation that a definition of this service names; empty where there is none. */
  Optional<Operation<?>> operation(String name);

  /** The actions that looking and discovery take, for example {@code rds:DescribeDBInstances}. */
  List<String> rightsToLook();

  /** The kinds of resources that its operations need rights on. */
  List<ResourceKind> kinds();

  /**
   * All resources of a kind in an account, in every region of the partition.
   *
   * @param kind as in the definitions' rights
   */
  String everyArn(String partition, String account, String kind);

  /** Reaches the service. Once in a process. */
  Connection connect(Surroundings with);
}
