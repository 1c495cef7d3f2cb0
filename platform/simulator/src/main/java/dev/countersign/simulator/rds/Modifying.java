package dev.countersign.simulator.rds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ModifyDBInstance. Its answer says {@code available}; the status moves moments later, and the
 * values land at the end. What is heavy and not applied immediately stays in PendingModifiedValues
 * until a call applies it.
 */
final class Modifying {
  /** Between the answer and the first sign of the change. */
  private static final long MOMENTS = 3;

  private static final long LIGHT = 8;
  private static final long OPTIMIZATION = 1_200;

  /** Seconds that each heavy change takes. */
  private static final Map<String, Long> HEAVY =
      Map.of(
          "DBInstanceClass",
          420L,
          "MultiAZ",
          600L,
          "EngineVersion",
          720L,
          "AllocatedStorage",
          90L,
          "StorageType",
          90L,
          "Iops",
          90L,
          "StorageThroughput",
          90L,
          "DBInstanceIdentifier",
          60L,
          "CACertificateIdentifier",
          60L);

  private Modifying() {}

  static Outcome modify(Call call, Region region) {
    Instance instance = region.instance(call.form().required("DBInstanceIdentifier"));
    Modification asked = Modification.read(call, region, instance);
    Requirements.status(
        instance,
        call.now(),
        "Database instance is not in available state.",
        Storage.touched(asked.heavy())
            ? List.of("available", "storage-full", "storage-initialization")
            : asked.light().containsKey("DBParameterGroups")
                ? Requirements.WITH_WRONG_PARAMETERS
                : Requirements.OPERATIONAL);
    var pending = instance.pending();
    pending.keySet().removeAll(asked.takenBack());
    pending.putAll(asked.heavy());
    var moving = new LinkedHashMap<String, Object>(pending);
    if (!call.form().flag("ApplyImmediately")) {
      // The retention period does not wait for a window.
      moving.keySet().removeIf(name -> !name.equals("BackupRetentionPeriod"));
    }
    Instance next = instance.with(Instance.PENDING, pending);
    if (asked.light().isEmpty() && moving.isEmpty()) {
      return Outcome.of(next, call, List.of());
    }
    return moved(call, next, asked.light(), moving);
  }

  private static Outcome moved(
      Call call, Instance instance, Map<String, Object> light, Map<String, Object> moving) {
    long seconds =
        moving.keySet().stream()
            .mapToLong(name -> HEAVY.getOrDefault(name, LIGHT))
            .max()
            .orElse(LIGHT);
    var from = call.in(MOMENTS);
    var until = call.in(MOMENTS + seconds);
    var names = List.copyOf(moving.keySet());
    String failure = call.laterFailure();
    if (failure != null) {
      Instance next =
          instance.planned(
              List.of(new Phase(from, until, "modifying")),
              List.of(new ScheduledChange(until, Map.of(), List.of(), names)));
      return Outcome.of(next, call, List.of(Event.of(instance, until, "failure", failure)));
    }
    var phases = new ArrayList<Phase>();
    phases.add(
        new Phase(
            from, until, moving.containsKey("DBInstanceIdentifier") ? "renaming" : "modifying"));
    var set = new LinkedHashMap<String, Object>(light);
    set.putAll(moving);
    var unset = new ArrayList<String>();
    if (Storage.touched(moving)) {
      phases.add(
          new Phase(until, call.in(MOMENTS + seconds + OPTIMIZATION), "storage-optimization"));
      set.put(Instance.STORAGE_CHANGED, until.toString());
      set.put(Instance.RESTING, "available");
    }
    if (moving.containsKey("StorageType")) {
      // What was provisioned for the type before goes with it.
      unset.addAll(List.of("Iops", "StorageThroughput"));
      unset.removeAll(moving.keySet());
    }
    if (set.containsKey("MaxAllocatedStorage")
        && set.get("MaxAllocatedStorage").equals(instance.number("AllocatedStorage"))) {
      set.remove("MaxAllocatedStorage");
      unset.add("MaxAllocatedStorage");
    }
    if (moving.get("MultiAZ") instanceof Boolean wanted) {
      if (wanted) {
        set.put("SecondaryAvailabilityZone", instance.scope().region() + "b");
      } else {
        unset.add("SecondaryAvailabilityZone");
      }
    }
    if (moving.get("DBInstanceIdentifier") instanceof String name) {
      set.put("Endpoint", NewInstance.endpoint(instance.scope(), name, instance.number("_port")));
    }
    Instance next =
        instance.planned(phases, List.of(new ScheduledChange(until, set, unset, names)));
    return Outcome.of(
        next, call, ModificationEvents.of(call, instance, light, moving, MOMENTS, seconds));
  }
}
