package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.countersign.provider.operation.Check;
import dev.countersign.provider.operation.Finding;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import dev.countersign.provider.operation.Sighting.Done;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Done means that every parameter was observed. Each parameter of the catalogue has a row here: a
 * sight in which all is as asked for, and what is different in the one where only it is not.
 */
class ObservationsTest {
  private static final String NONE = "";

  /**
   * @param parameter which is observed; {@link #NONE} for the operation as such
   * @param parameters of the order
   * @param before what the instance is like before the call
   * @param done what it is like when all of it is there
   * @param missing what is different then where only this is not there
   */
  private record Row(
      String operation,
      String parameter,
      Map<String, Object> parameters,
      Consumer<Sample> before,
      Consumer<Sample> done,
      Consumer<Sample> missing) {}

  private static final Map<String, String> OURS = Map.of(Order.OPERATION_TAG, "op-1");
  private static final Map<String, Object> STORAGE =
      Map.of(
          "allocated_storage",
          40,
          "storage_type",
          "io2",
          "iops",
          4000,
          "also_apply",
          List.of("MultiAZ=true"));
  private static final Map<String, Object> GP3 = Map.of("allocated_storage", 40, "throughput", 250);
  private static final Map<String, Object> CLASS =
      Map.of(
          "instance_class",
          "db.m7g.large",
          "apply_immediately",
          true,
          "also_apply",
          List.of("MultiAZ=true"));

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "create_snapshot",
              "snapshot_id",
              Map.of("snapshot_id", "s1"),
              s -> {},
              s -> s.snapshot("s1", OURS),
              s -> s.snapshot = null),
          new Row(
              "create_snapshot",
              "tags",
              Map.of("snapshot_id", "s1", "tags", List.of(Map.of("Key", "Team", "Value", "A"))),
              s -> {},
              s -> s.snapshot("s1", and(OURS, "Team", "A")),
              s -> s.snapshot("s1", OURS)),
          new Row(
              "delete_snapshot",
              "snapshot_id",
              Map.of("snapshot_id", "s1"),
              s -> s.snapshot("s1", Map.of()),
              s -> {},
              s -> s.snapshot("s1", Map.of())),
          new Row(
              "reboot_instance",
              "force_failover",
              Map.of("force_failover", true),
              s -> s.multiAz = true,
              s -> s.restarted().zone = "eu-central-1b",
              s -> s.zone = "eu-central-1a"),
          new Row(
              "stop_instance",
              "snapshot_id",
              Map.of("snapshot_id", "s1"),
              s -> {},
              s -> s.snapshot("s1", Map.of()).status = "stopped",
              s -> s.snapshot = null),
          new Row(
              "start_instance",
              NONE,
              Map.of(),
              s -> s.status = "stopped",
              s -> s.status = "available",
              s -> s.status = "starting"),
          storage("allocated_storage", s -> s.allocated = 39),
          storage("storage_type", s -> s.storageType = "gp3"),
          storage("iops", s -> s.iops = 3000),
          storage("also_apply", s -> s.multiAz = false),
          new Row(
              "modify_storage",
              "throughput",
              GP3,
              s -> {},
              s -> {
                s.allocated = 40;
                s.throughput = 250;
              },
              s -> s.throughput = 125),
          new Row(
              "enable_storage_autoscaling",
              "max_allocated_storage",
              Map.of("max_allocated_storage", 100),
              s -> {},
              s -> s.maxAllocated = 100,
              s -> s.maxAllocated = 90),
          instanceClass("instance_class", s -> s.instanceClass = "db.t4g.medium"),
          instanceClass(
              "apply_immediately",
              s -> {
                s.instanceClass = "db.t4g.medium";
                s.pending = Map.of("DBInstanceClass", "db.m7g.large");
              }),
          instanceClass("also_apply", s -> s.multiAz = false),
          new Row(
              "modify_parameter_group",
              "parameter_group",
              Map.of("parameter_group", "new"),
              s -> {},
              s -> s.group = "new",
              s -> s.group = "old"),
          new Row(
              "modify_maintenance_window",
              "maintenance_window",
              Map.of("maintenance_window", "mon:05:00-mon:06:00"),
              s -> {},
              s -> s.maintenance = "mon:05:00-mon:06:00",
              s -> s.maintenance = "sun:03:00-sun:04:00"),
          new Row(
              "modify_backup_window",
              "backup_window",
              Map.of("backup_window", "05:00-06:00"),
              s -> {},
              s -> s.backup = "05:00-06:00",
              s -> s.backup = "01:00-02:00"),
          new Row(
              "modify_backup_window",
              "apply_immediately",
              Map.of("backup_window", "05:00-06:00", "apply_immediately", true),
              s -> {},
              s -> s.backup = "05:00-06:00",
              s -> s.pending = Map.of("PreferredBackupWindow", "05:00-06:00")),
          new Row(
              "modify_backup_retention",
              "backup_retention_days",
              Map.of("backup_retention_days", 14),
              s -> {},
              s -> s.retention = 14,
              s -> s.retention = 7),
          new Row(
              "set_deletion_protection",
              "enabled",
              Map.of("enabled", true),
              s -> {},
              s -> s.deletionProtection = true,
              s -> s.deletionProtection = false));

  private static Row storage(String parameter, Consumer<Sample> missing) {
    return new Row(
        "modify_storage",
        parameter,
        STORAGE,
        s -> s.pending = Map.of("MultiAZ", "true"),
        s -> {
          s.allocated = 40;
          s.storageType = "io2";
          s.iops = 4000;
          s.multiAz = true;
        },
        missing);
  }

  private static Row instanceClass(String parameter, Consumer<Sample> missing) {
    return new Row(
        "modify_instance_class",
        parameter,
        CLASS,
        s -> s.pending = Map.of("MultiAZ", "true"),
        s -> {
          s.instanceClass = "db.m7g.large";
          s.multiAz = true;
        },
        missing);
  }

  @Test
  void everyParameterOfTheCatalogueHasARow() {
    var wanted = new TreeSet<String>();
    for (var definition : Sample.definitions()) {
      definition
          .parameters()
          .path("properties")
          .fieldNames()
          .forEachRemaining(name -> wanted.add(definition.name() + '.' + name));
    }
    // Policy's, and not RDS's.
    wanted.removeIf(name -> name.endsWith(".confirm_production"));
    wanted.add("start_instance.");
    var there = new TreeSet<String>();
    ROWS.forEach(row -> there.add(row.operation() + '.' + row.parameter()));
    assertEquals(wanted, there);
  }

  @Test
  void itIsDoneWhereAllIsThereAndNotWhereOneParameterIsNot() {
    for (var row : ROWS) {
      var name = row.operation() + '.' + row.parameter();
      var order = Sample.order(row.operation(), row.parameters());
      var before = Sample.of(row.before());
      assertInstanceOf(Check.Clear.class, before.preflight(order), name);
      var attempt = before.before(order);

      assertInstanceOf(Done.class, Sample.of(row.done()).look(order, attempt), name);
      var missing = Sample.of(row.done().andThen(row.missing()));
      assertFalse(missing.look(order, attempt) instanceof Done, name);
    }
  }

  @Test
  void aStopIsNoSnapshot() {
    var order = Sample.order("stop_instance", Map.of("snapshot_id", "s1"));
    var attempt = new Sample().before(order);
    var stopped = Sample.of(s -> s.status = "stopped");
    assertInstanceOf(Sighting.Underway.class, stopped.look(order, attempt));
    stopped.at = Sample.INTENT.plusSeconds(900 + 601);
    var broken = assertInstanceOf(Sighting.Broken.class, stopped.look(order, attempt));
    assertEquals("snapshot-missing", broken.fault().code());

    var old = Sample.of(s -> s.snapshot("s1", Map.of()).status = "stopped");
    old.snapshot =
        new InstanceSight.SnapshotSight(
            "s1", "arn", "available", 100, "db-ABC", Sample.INTENT.minusSeconds(999), Map.of());
    assertInstanceOf(Sighting.Broken.class, old.look(order, attempt));
  }

  @Test
  void aStopBySomebodyElseDoesNotProveACallThatWasToTakeASnapshot() {
    var order = Sample.order("stop_instance", Map.of("snapshot_id", "s1"));
    var attempt = new Sample().before(order);
    var stopped = Sample.of(s -> s.status = "stopping");
    assertEquals(Finding.UNDECIDED, Operations.of(order).probe(order, attempt, stopped.sight()));
    stopped.snapshot("s1", Map.of());
    assertEquals(Finding.HAPPENED, Operations.of(order).probe(order, attempt, stopped.sight()));
  }

  private static Map<String, String> and(Map<String, String> tags, String key, String value) {
    var more = new HashMap<>(tags);
    more.put(key, value);
    return more;
  }
}
