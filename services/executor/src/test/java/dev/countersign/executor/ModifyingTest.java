package dev.countersign.executor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Changes of an instance: each succeeds by what is seen, and not by an accepted call. */
@QuarkusTest
@QuarkusTestResource(value = SimulatedAws.class, restrictToAnnotatedClass = true)
class ModifyingTest extends OnSimulatedAws {
  private static final String MODIFY = "ModifyDBInstance";

  @Test
  void storageGrowsAndTakesNoOtherChangeUntilItIsOptimized() {
    var grown = approve("orders-reporting", "modify_storage", Map.of("allocated_storage", 150));

    var done = succeeded(grown);

    assertEquals(150, done.result().get("allocated_storage"));
    assertTrue(done.evidence().getFirst().facts().containsValue("150"));
    onlyEffect(grown, MODIFY);
    refused("storage-optimizing", "orders-reporting", "modify_storage", "allocated_storage", 200);
  }

  @Test
  void storageNeverShrinksAndGrowsByATenthAtLeast() {
    refused("storage-cannot-shrink", "dev-oracle-01", "modify_storage", "allocated_storage", 100);
    refused("storage-step-too-small", "dev-oracle-01", "modify_storage", "allocated_storage", 219);
  }

  @Test
  void aChangeOfStorageSoonAfterTheLastIsRefusedByRdsInPlainWords() {
    // As after a change that was made elsewhere: the simulator's six hours last a minute here.
    change("staging-postgres-01-replica", Map.of("_storage_changed", Instant.now().toString()));

    var failed =
        failed(
            approve(
                "staging-postgres-01-replica", "modify_storage", Map.of("allocated_storage", 300)));

    assertEquals("storage-cooldown", failed.fault().code());
  }

  @Test
  void anAcceptedChangeThatRdsGivesUpHasFailed() {
    takenBack("dev-oracle-01", "modify_storage", Map.of("allocated_storage", 400));
    takenBack("dev-oracle-01", "enable_storage_autoscaling", Map.of("max_allocated_storage", 400));
    takenBack(
        "dev-oracle-01",
        "modify_instance_class",
        Map.of("instance_class", "db.m6i.large", "apply_immediately", true));
    takenBack("dev-oracle-01", "modify_maintenance_window", Map.of("maintenance_window", window()));
    takenBack("dev-oracle-01", "modify_backup_retention", Map.of("backup_retention_days", 21));
    takenBack("dev-oracle-01", "set_deletion_protection", Map.of("enabled", true));
    takenBack("dev-oracle-01", "modify_backup_window", Map.of("backup_window", "13:00-14:00"));
    // The failures of those before are not held against it.
    succeeded(approve("dev-oracle-01", "set_deletion_protection", Map.of("enabled", true)));
  }

  @Test
  void storageIsLetGrowAndNoMoreWhenTheLimitIsItsSize() {
    var on = approve("sandbox-mysql-01", "start_instance", Map.of());
    succeeded(on);
    var growing =
        succeeded(
            approve(
                "sandbox-mysql-01",
                "enable_storage_autoscaling",
                Map.of("max_allocated_storage", 100)));
    assertEquals(true, growing.result().get("autoscaling"));

    var off =
        approve(
            "sandbox-mysql-01", "enable_storage_autoscaling", Map.of("max_allocated_storage", 20));

    assertEquals(false, succeeded(off).result().get("autoscaling"));
    onlyEffect(off, MODIFY);
    refused(
        "storage-limit-too-low",
        "sandbox-mysql-01",
        "enable_storage_autoscaling",
        "max_allocated_storage",
        21);
  }

  @Test
  void aClassChangesAtOnceAndALostAnswerIsNotSentAgain() {
    simulator.fault("answer_lost", MODIFY, "*test-mysql-01");

    var approved =
        approve(
            "test-mysql-01",
            "modify_instance_class",
            Map.of("instance_class", "db.m7g.large", "apply_immediately", true));

    assertEquals("db.m7g.large", succeeded(approved).result().get("instance_class"));
    onlyEffect(approved, MODIFY);
    assertEquals(1, started(approved));
  }

  @Test
  void whatWaitsForTheWindowIsAppliedAlongOnlyByWhoNamesIt() {
    var deferred =
        succeeded(
            approve(
                "staging-postgres-01",
                "modify_instance_class",
                Map.of("instance_class", "db.r7g.large")));
    assertEquals(true, deferred.result().get("deferred"));

    var unseen =
        failed(approve("staging-postgres-01", "modify_storage", Map.of("allocated_storage", 250)));
    assertEquals("pending-changes", unseen.fault().code());
    assertTrue(unseen.fault().nextStep().contains("[\"DBInstanceClass=db.r7g.large\"]"));
    assertEquals(
        "pending-changes",
        failed(
                approve(
                    "staging-postgres-01",
                    "modify_backup_window",
                    Map.of("backup_window", "13:00-14:00", "apply_immediately", true)))
            .fault()
            .code());

    var seen =
        approve(
            "staging-postgres-01",
            "modify_storage",
            Map.of(
                "allocated_storage", 250, "also_apply", List.of("DBInstanceClass=db.r7g.large")));
    assertEquals(Map.of(), succeeded(seen).result().get("pending_modifications"));
    onlyEffect(seen, MODIFY);
  }

  @Test
  void aClassThatTheEngineCannotHaveIsRefusedByRdsBeforeAnyEffect() {
    var graviton =
        approve(
            "qa-sqlserver-01",
            "modify_instance_class",
            Map.of("instance_class", "db.m7g.large", "apply_immediately", true));

    assertEquals("class-not-orderable", failed(graviton).fault().code());
    assertEquals(List.of(), simulator.effectsOf(graviton.subject()));
    refused(
        "nothing-to-change",
        "qa-sqlserver-01",
        "modify_instance_class",
        "instance_class",
        "db.m6i.large");
  }

  @Test
  void aParameterGroupIsAttachedAndNeedsAReboot() {
    group("dev-postgres-02", "us-east-1", "before");
    var attach =
        approve(
            "dev-postgres-02",
            "modify_parameter_group",
            Map.of("parameter_group", "default.postgres17"));

    assertEquals(true, succeeded(attach).result().get("reboot_needed"));
    onlyEffect(attach, MODIFY);

    succeeded(approve("dev-postgres-02", "reboot_instance", Map.of()));
    refused(
        "nothing-to-change",
        "dev-postgres-02",
        "modify_parameter_group",
        "parameter_group",
        "default.postgres17");
  }

  @Test
  void aParameterGroupOfAnotherFamilyOrOfNoneIsNotAttached() {
    refused(
        "other-parameter-group-family",
        "dev-postgres-01",
        "modify_parameter_group",
        "parameter_group",
        "postgres16-tuned");
    refused(
        "parameter-group-not-found",
        "dev-postgres-01",
        "modify_parameter_group",
        "parameter_group",
        "nobody-made-this");
  }

  @Test
  void aParameterGroupThatRdsGivesUpHasFailed() {
    group("test-mariadb-01", "us-east-1", "before");
    takenBack(
        "test-mariadb-01",
        "modify_parameter_group",
        Map.of("parameter_group", "default.mariadb11.4"));
  }

  @Test
  void theMaintenanceWindowMovesButNotOverTheBackupWindow() {
    var window = window();
    var moved =
        approve(
            "qa-sqlserver-01", "modify_maintenance_window", Map.of("maintenance_window", window));
    assertEquals(window, succeeded(moved).result().get("maintenance_window"));
    onlyEffect(moved, MODIFY);

    var backup = topic.instance("qa-sqlserver-01").windows().backup();
    refused(
        "windows-overlap",
        "qa-sqlserver-01",
        "modify_maintenance_window",
        "maintenance_window",
        "wed:" + backup.replace("-", "-wed:"));
  }

  @Test
  void backupsAreKeptLongerWhereTheyAreKeptAtAll() {
    var longer =
        approve("dev-postgres-01", "modify_backup_retention", Map.of("backup_retention_days", 30));
    succeeded(longer);
    onlyEffect(longer, MODIFY);
    refused(
        "backups-are-off",
        "staging-postgres-01-replica",
        "modify_backup_retention",
        "backup_retention_days",
        30);
  }

  @Test
  void deletionProtectionIsSetAndTakenAway() {
    for (var enabled : List.of(true, false)) {
      var set = approve("dev-postgres-01", "set_deletion_protection", Map.of("enabled", enabled));
      succeeded(set);
      onlyEffect(set, MODIFY);
    }
    refused(
        "cluster-member", "dev-aurora-01-instance-1", "set_deletion_protection", "enabled", true);
  }

  @Test
  void aSnapshotIsDeletedOnceAndOnlyForItsOwnInstance() {
    var id = snapshotId();
    succeeded(approve("dev-postgres-01", "create_snapshot", Map.of("snapshot_id", id)));
    refused("snapshot-of-another-instance", "test-mysql-01", "delete_snapshot", "snapshot_id", id);
    simulator.fault("answer_lost", "DeleteDBSnapshot", "*" + id);

    var deleted = approve("dev-postgres-01", "delete_snapshot", Map.of("snapshot_id", id));

    assertEquals("deleted", succeeded(deleted).result().get("status"));
    onlyEffect(deleted, "DeleteDBSnapshot");
    refused("snapshot-not-found", "dev-postgres-01", "delete_snapshot", "snapshot_id", id);
  }

  private void takenBack(String instance, String operation, Map<String, Object> parameters) {
    simulator.fault("accepted_then_fails", MODIFY, "*" + instance);
    var approved = approve(instance, operation, parameters);

    assertEquals("modification-failed", failed(approved).fault().code(), operation);
    onlyEffect(approved, MODIFY);
  }

  private void refused(
      String code, String instance, String operation, String parameter, Object value) {
    var approved = approve(instance, operation, Map.of(parameter, value));
    assertEquals(code, failed(approved).fault().code());
    assertEquals(List.of(), simulator.effectsOf(approved.subject()));
  }

  private void change(String instance, Map<String, Object> attributes) {
    simulator.change(ACCOUNT, "eu-central-1", instance, Map.of("attributes", attributes));
  }

  private void group(String instance, String region, String name) {
    simulator.change(
        ACCOUNT,
        region,
        instance,
        Map.of(
            "attributes",
            Map.of(
                "DBParameterGroups",
                List.of(Map.of("DBParameterGroupName", name, "ParameterApplyStatus", "in-sync")))));
  }

  /** Not open now, whenever the test runs, and away from every backup window. */
  static String window() {
    return LocalDate.now(ZoneOffset.UTC).getDayOfWeek().getValue() > 3
        ? "mon:14:00-mon:15:00"
        : "sat:14:00-sat:15:00";
  }
}
