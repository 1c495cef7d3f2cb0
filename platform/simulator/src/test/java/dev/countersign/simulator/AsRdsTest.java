package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.ResourceNotFoundException;

/** Where the simulator took what RDS refuses, or refused what RDS takes. */
class AsRdsTest extends CloudTest {

  @Test
  void aDeferredClassThatIsTakenBackWaitsNoLonger() {
    var rds = cloud.rds();
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("dev-postgres-01").dbInstanceClass("db.t4g.large"));
    rds.modifyDBInstance(r ->
        r.dbInstanceIdentifier("dev-postgres-01")
            .dbInstanceClass("db.t4g.medium")
            .applyImmediately(true));
    cloud.pass();
    var instance = Cloud.instance(rds, "dev-postgres-01");
    assertEquals("db.t4g.medium", instance.dbInstanceClass());
    assertEquals(null, instance.pendingModifiedValues().dbInstanceClass());
  }

  @ParameterizedTest
  @ValueSource(strings = {"db.t3.large", "db.r5.large", "db.m5.24xlarge", "db.r8g.48xlarge"})
  void classesOfAllGenerationsAreOrderable(String instanceClass) {
    var rds = cloud.rds();
    assertEquals(
        instanceClass,
        rds.describeOrderableDBInstanceOptions(
                r -> r.engine("postgres").dbInstanceClass(instanceClass))
            .orderableDBInstanceOptions()
            .getFirst()
            .dbInstanceClass());
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("dev-postgres-01").dbInstanceClass(instanceClass));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres14", "mysql5.7", "sqlserver-ee-16.0", "oracle-ee-cdb-19"})
  void familiesOfOlderVersionsHaveGroups(String family) {
    var rds = cloud.rds();
    rds.createDBParameterGroup(
        r -> r.dbParameterGroupName("mine").dbParameterGroupFamily(family).description("mine"));
    assertEquals(
        family,
        rds.describeDBParameterGroups(r -> r.dbParameterGroupName("default." + family))
            .dbParameterGroups()
            .getFirst()
            .dbParameterGroupFamily());
  }

  @Test
  void anInstanceIsFoundByItsResourceIdAndInAnyCase() {
    var rds = cloud.rds();
    String id = Cloud.instance(rds, "DEV-Postgres-01").dbiResourceId();
    assertEquals("dev-postgres-01", Cloud.instance(rds, id).dbInstanceIdentifier());
    var filter = Filter.builder().name("db-instance-id").values("DEV-Postgres-01").build();
    assertEquals(1, rds.describeDBInstances(r -> r.filters(filter)).dbInstances().size());
  }

  @Test
  void maintenanceOfAnUnknownResourceIsNotFound() {
    var rds = cloud.rds();
    String arn = "arn:aws:rds:eu-central-1:111122223333:db:nobody";
    assertThrows(
        ResourceNotFoundException.class,
        () ->
            rds.applyPendingMaintenanceAction(r ->
                r.resourceIdentifier(arn).applyAction("system-update").optInType("immediate")));
    assertThrows(
        ResourceNotFoundException.class,
        () -> rds.describePendingMaintenanceActions(r -> r.resourceIdentifier(arn)));
  }

  @Test
  void aStorageThatIsBeingInitializedTakesOperations() {
    cloud.post(
        "/_admin/instances",
        """
        {"account": "111122223333", "region": "eu-central-1", "instance": "dev-postgres-01", "status": "storage-initialization"}
        """);
    var rds = cloud.rds();
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("dev-postgres-01").preferredBackupWindow("03:00-04:00"));
    cloud.pass();
    rds.createDBSnapshot(
        r -> r.dbInstanceIdentifier("dev-postgres-01").dbSnapshotIdentifier("mine"));
    cloud.pass();
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-postgres-01"));
    assertEquals(3, cloud.effects().size());
  }
}
