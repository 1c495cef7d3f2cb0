package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Attaches another parameter group. Its static parameters take effect by a reboot without failover,
 * and by no maintenance window.
 */
final class ModifyParameterGroup extends ModifyInstance {
  private static final String GROUP = "parameter_group";
  private static final String FIELD = "DBParameterGroupName";
  private static final String IN_SYNC = "in-sync";
  private static final String PENDING_REBOOT = "pending-reboot";

  @Override
  String what() {
    return "The change of the parameter group";
  }

  @Override
  List<Field> fields(Order order) {
    return List.of(new Field(FIELD, group(order), ModifyParameterGroup::attached));
  }

  private static String group(Order order) {
    return order.text(GROUP);
  }

  private static String attached(InstanceSight sight) {
    return String.join(",", sight.present().parameterGroups());
  }

  @Override
  List<String> furtherResources(Order order) {
    return List.of(Arns.of(order.instance(), "pg", group(order)));
  }

  @Override
  @Nullable Check refusal(Order order, Instance instance, InstanceSight sight) {
    return instance.parameterGroups().equals(List.of(group(order)))
        ? Check.refuse(
            "nothing-to-change",
            order.identifier() + " has the parameter group " + group(order) + " already.",
            applied(order, sight).equals(PENDING_REBOOT)
                ? "It takes effect by a reboot without failover: submit reboot_instance."
                : "Ask for another group.")
        : null;
  }

  @Override
  boolean isThere(Order order, Attempt attempt, InstanceSight sight) {
    return super.isThere(order, attempt, sight)
        && Set.of(IN_SYNC, PENDING_REBOOT).contains(applied(order, sight));
  }

  private static String applied(Order order, InstanceSight sight) {
    return sight.details().parameterGroups().getOrDefault(group(order), "");
  }

  @Override
  Map<String, Object> result(Order order, InstanceSight sight) {
    return applied(order, sight).equals(IN_SYNC)
        ? Map.of("reboot_needed", false)
        : Map.of(
            "reboot_needed",
            true,
            "warning",
            "The group is attached. Its static parameters take effect by a reboot without"
                + " failover; no maintenance window does that.");
  }

  @Override
  public Fault explained(Order order, Fault fault) {
    return "InvalidParameterCombination".equals(fault.awsCode())
        ? new Fault(
            "other-parameter-group-family",
            fault.awsCode(),
            fault.awsRequestId(),
            fault.meaning(),
            "Choose a parameter group of the family of the instance's engine and version.")
        : fault;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Attach the parameter group " + before(attempt, FIELD) + " again, then reboot.";
  }
}
