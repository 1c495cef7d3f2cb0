package dev.countersign.executor.operations;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All operations, by the catalogue's names. */
public final class Operations {
  private static final Map<String, RdsOperation> BY_NAME =
      List.of(
              new CreateSnapshot(),
              new RebootInstance(),
              new ModifyBackupWindow(),
              new StopInstance(),
              new StartInstance(),
              new ModifyStorage(),
              new EnableStorageAutoscaling(),
              new ModifyInstanceClass(),
              new ModifyParameterGroup(),
              new ModifyMaintenanceWindow(),
              new ModifyBackupRetention(),
              new SetDeletionProtection(),
              new DeleteSnapshot())
          .stream()
          .collect(Collectors.toUnmodifiableMap(RdsOperation::name, Function.identity()));

  /** The operation; empty for a name that this version does not know. */
  public static Optional<RdsOperation> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The operation of an order that was let in. */
  public static RdsOperation of(Order order) {
    return find(order.operation())
        .orElseThrow(() -> new IllegalStateException("let in without an operation"));
  }

  /** All of them, by name. */
  public static List<RdsOperation> all() {
    return BY_NAME.values().stream().sorted(Comparator.comparing(RdsOperation::name)).toList();
  }

  /** Every name. */
  public static Iterable<String> names() {
    return BY_NAME.keySet();
  }

  private Operations() {}
}
