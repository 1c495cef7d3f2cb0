package dev.countersign.rds.operations;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.provider.operation.Attempt;
import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Enlarges the storage, or changes its type and performance. It never shrinks again. */
final class ModifyStorage extends ModifyInstance {
  private static final String SIZE = "allocated_storage";
  private static final String TYPE = "storage_type";
  private static final String IOPS = "iops";
  private static final String THROUGHPUT = "throughput";

  @Override
  String what() {
    return "The change of the storage";
  }

  @Override
  List<Field> fields(Order order) {
    var fields = new ArrayList<Field>();
    fields.add(
        new Field(
            "AllocatedStorage",
            order.number(SIZE),
            sight -> Integer.toString(sight.present().storage().allocated()),
            true));
    var type = order.optionalText(TYPE);
    if (type != null) {
      fields.add(new Field("StorageType", type, sight -> sight.present().storage().type()));
    }
    var iops = order.optionalNumber(IOPS);
    if (iops != null) {
      fields.add(
          new Field("Iops", iops, sight -> String.valueOf(sight.present().storage().iops())));
    }
    var throughput = order.optionalNumber(THROUGHPUT);
    if (throughput != null) {
      fields.add(
          new Field(
              "StorageThroughput",
              throughput,
              sight -> String.valueOf(sight.details().storageThroughput())));
    }
    return fields;
  }

  @Override
  boolean atOnce(Order order) {
    return true;
  }

  /** A full instance is what this mends: more storage alone is not the end of it. */
  @Override
  boolean isThere(Order order, Attempt attempt, InstanceSight sight) {
    return super.isThere(order, attempt, sight) && !sight.present().status().equals("storage-full");
  }

  @Override
  @Nullable Check refusal(Order order, Instance instance, InstanceSight sight) {
    if (instance.status().equals("storage-optimization")) {
      return Check.refuse(
          "storage-optimizing",
          "RDS is still optimizing " + order.identifier() + " after its last change of storage.",
          "Submit the operation again when that is over; it can take hours.");
    }
    var refusal = size(order, instance, sight);
    return refusal == null ? performance(order, instance) : refusal;
  }

  private @Nullable Check size(Order order, Instance instance, InstanceSight sight) {
    int wanted = order.number(SIZE);
    int now = instance.storage().allocated();
    if (wanted < now) {
      return Check.refuse(
          "storage-cannot-shrink",
          order.identifier() + " has " + now + " GiB, and RDS never makes storage smaller.",
          "Ask for more than " + now + " GiB, or move the data to a smaller instance.");
    }
    if (wanted == now) {
      return fields(order).stream().allMatch(field -> field.isSet(sight))
          ? Check.refuse(
              "nothing-to-change",
              order.identifier() + " has this storage already.",
              "Ask for another size, type or performance.")
          : null;
    }
    return tooLittleMore(now, wanted)
        ? Check.refuse(
            "storage-step-too-small",
            order.identifier() + " has " + now + " GiB, and RDS adds at least 10 percent.",
            "Ask for " + tenthMore(now) + " GiB or more.")
        : null;
  }

  private static @Nullable Check performance(Order order, Instance instance) {
    var given = order.optionalText(TYPE);
    var type = given == null ? instance.storage().type() : given;
    var provisioned = type.startsWith("io");
    if (order.optionalNumber(IOPS) != null && !provisioned && !type.equals("gp3")) {
      return notOfType(IOPS, type);
    }
    if (order.optionalNumber(THROUGHPUT) != null && !type.equals("gp3")) {
      return notOfType(THROUGHPUT, type);
    }
    return provisioned && order.optionalNumber(IOPS) == null
        ? Check.refuse(
            "iops-missing",
            "Storage of the type " + type + " is changed together with its IOPS.",
            "Give iops, too.")
        : null;
  }

  private static Check notOfType(String parameter, String type) {
    return Check.refuse(
        "not-of-this-storage-type",
        "Storage of the type " + type + " has no " + parameter + " to set.",
        "Leave " + parameter + " out, or choose another storage_type.");
  }

  /** RDS asks for a tenth more, rounded up. */
  static boolean tooLittleMore(int now, int wanted) {
    return wanted < tenthMore(now);
  }

  static int tenthMore(int now) {
    return Math.toIntExact((now * 11L + 9) / 10);
  }

  @Override
  public Fault explained(Order order, Fault fault) {
    var words = fault.meaning().toLowerCase(Locale.ROOT);
    return words.contains("optimiz") || words.contains("hours ago")
        ? new Fault(
            "storage-cooldown",
            fault.awsCode(),
            fault.awsRequestId(),
            fault.meaning(),
            "Wait: after a change of storage RDS takes the next one six hours later at the"
                + " earliest. Then submit the operation again.")
        : fault;
  }

  @Override
  public String undo(Order order, Attempt attempt) {
    return "Storage cannot be made smaller again; only its type and performance can be set back.";
  }
}
