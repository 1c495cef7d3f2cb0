package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.preview.Plan;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes the instance class: an outage now, or in the next maintenance window. Whether the class
 * can be had for this engine RDS says at the call, before any effect.
 */
final class ModifyInstanceClass extends ModifyInstance {
  private static final String CLASS = "instance_class";
  private static final String FIELD = "DBInstanceClass";

  @Override
  String what() {
    return "The change of the instance class";
  }

  @Override
  List<Field> fields(Order order) {
    return List.of(new Field(FIELD, order.text(CLASS), sight -> sight.present().instanceClass()));
  }

  @Override
  boolean atOnce(Order order) {
    return order.flag("apply_immediately");
  }

  @Override
  @Nullable Check refusal(Order order, Instance instance, InstanceSight sight) {
    return instance.instanceClass().equals(order.text(CLASS))
            && !instance.pending().containsKey(FIELD)
        ? Check.refuse(
            "nothing-to-change",
            order.identifier() + " is of the class " + instance.instanceClass() + " already.",
            "Ask for another class.")
        : null;
  }

  /** Source: the user guide on modifying an instance, and on failing over Multi-AZ instances. */
  @Override
  Plan.Interruption interruption(OperationDefinition definition, Order order, InstanceSight sight) {
    var instance = sight.present();
    var howLong =
        instance.topology().multiAz()
            ? "a failover to the standby: usually one to two minutes"
            : "usually some minutes";
    return new Plan.Interruption(
        true,
        atOnce(order)
            ? "RDS moves the instance to the other class now, and clients lose their connections."
            : "RDS moves the instance in the maintenance window "
                + instance.windows().maintenance()
                + " (UTC), and clients lose their connections then.",
        howLong);
  }

  /** What waits for the maintenance window is as asked for when it is seen to wait. */
  @Override
  boolean isThere(Order order, Attempt attempt, InstanceSight sight) {
    return super.isThere(order, attempt, sight)
        || (!atOnce(order) && fields(order).getFirst().isPending(sight.present()));
  }

  @Override
  Map<String, Object> result(Order order, InstanceSight sight) {
    var instance = sight.present();
    return instance.pending().containsKey(FIELD)
        ? Map.of(
            "deferred",
            true,
            "warning",
            "RDS changes the class, with an outage, in the maintenance window "
                + instance.windows().maintenance()
                + " (UTC).")
        : Map.of("deferred", false);
  }

  @Override
  public Fault explained(Order order, Fault fault) {
    var code = fault.awsCode();
    return code != null && code.startsWith("InvalidParameter")
        ? new Fault(
            "class-not-orderable",
            code,
            fault.awsRequestId(),
            fault.meaning(),
            "Choose a class that RDS offers for this engine, version and region.")
        : fault;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Set the class back to " + before(attempt, FIELD) + ", with another outage.";
  }
}
