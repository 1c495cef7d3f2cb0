package dev.countersign.rds.operations;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.provider.operation.Operation;
import dev.countersign.provider.operation.Order;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The class of each definition of RDS. It is found by its name, so that there is no list to keep:
 * {@code operations/create_snapshot.json} is carried out by {@code CreateSnapshot} in this package.
 * A definition without its class stops the start.
 */
public final class Operations {
  /** As in the definitions. */
  public static final String SERVICE = "rds";

  private static final OperationCatalogue CATALOGUE = OperationCatalogue.load();
  private static final Map<String, Operation<?>> BY_NAME =
      CATALOGUE.definitions().stream()
          .filter(definition -> definition.service().equals(SERVICE))
          .map(OperationDefinition::name)
          .collect(Collectors.toUnmodifiableMap(Function.identity(), Operations::carryingOut));

  /** The operation; empty for a name that this version does not know. */
  public static Optional<Operation<?>> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The operation of an order on an instance that was let in. */
  public static RdsOperation of(Order order) {
    return (RdsOperation) letIn(order);
  }

  /** The operation of an order on a cluster that was let in. */
  public static ClusterOperation ofCluster(Order order) {
    return (ClusterOperation) letIn(order);
  }

  private static Operation<?> letIn(Order order) {
    return find(order.operation())
        .orElseThrow(() -> new IllegalStateException("let in without an operation"));
  }

  /** The definition of an order that was let in. */
  public static OperationDefinition definition(Order order) {
    return CATALOGUE
        .find(order.operation())
        .orElseThrow(() -> new IllegalStateException("let in without a definition"));
  }

  static Operation<?> carryingOut(String name) {
    var wanted = className(name);
    try {
      var constructor = Class.forName(wanted).getDeclaredConstructor();
      return (Operation<?>) constructor.newInstance();
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalStateException(
          "operations/%s.json has no class: %s has to be an operation with a constructor without parameters"
              .formatted(name, wanted),
          e);
    }
  }

  /** For example {@code …rds.operations.CreateSnapshot} for {@code create_snapshot}. */
  static String className(String name) {
    return Arrays.stream(name.split("_", -1))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining("", Operations.class.getPackageName() + '.', ""));
  }

  private Operations() {}
}
