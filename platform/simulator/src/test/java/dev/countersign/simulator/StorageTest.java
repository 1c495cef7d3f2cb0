package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RdsException;

class StorageTest extends CloudTest {

  private static String codeOf(Executable call) {
    return assertThrows(RdsException.class, call).awsErrorDetails().errorCode();
  }

  private static CreateDbInstanceRequest asked(
      String engine, String type, int size, Integer iops, Integer throughput) {
    return CreateDbInstanceRequest.builder()
        .dbInstanceIdentifier("mine")
        .engine(engine)
        .dbInstanceClass("db.m6i.large")
        .storageType(type)
        .allocatedStorage(size)
        .iops(iops)
        .storageThroughput(throughput)
        .masterUsername("me")
        .masterUserPassword("secret-word")
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "postgres,standard,5,,",
    "postgres,gp2,20,,",
    "postgres,gp3,20,3000,125",
    "postgres,gp3,400,12000,500",
    "postgres,gp3,400,64000,4000",
    "oracle-se2,gp3,200,12000,500",
    "sqlserver-se,gp3,1000,16000,1000",
    "mysql,io1,100,1000,",
    "mysql,io1,2000,1000,",
    "mysql,io2,100,100000,"
  })
  void whatGoesTogetherIsTaken(
      String engine, String type, int size, Integer iops, Integer throughput) {
    cloud.rds().createDBInstance(asked(engine, type, size, iops, throughput));
    assertEquals(1, cloud.effects().size());
  }

  @ParameterizedTest
  @CsvSource({
    "postgres,standard,4,,",
    "oracle-se2,standard,9,,",
    "postgres,standard,3073,,",
    "postgres,gp2,19,,",
    "sqlserver-se,gp2,16385,,",
    "postgres,gp2,100,3000,",
    "postgres,gp3,399,12000,",
    "postgres,gp3,20,3000,500",
    "postgres,gp3,400,3000,",
    "postgres,gp3,400,12000,4000",
    "sqlserver-se,gp3,20,16000,",
    "mysql,io1,100,,",
    "mysql,io1,99,1000,",
    "mysql,io1,100,5001,",
    "mysql,io1,2001,1000,",
    "sqlserver-se,io1,2000,1999,",
    "mysql,io1,100,1000,500",
    "mysql,io3,100,1000,"
  })
  void whatDoesNotGoTogetherIsRefused(
      String engine, String type, int size, Integer iops, Integer throughput) {
    var rds = cloud.rds();
    String code = codeOf(() -> rds.createDBInstance(asked(engine, type, size, iops, throughput)));
    assertEquals(
        type.equals("io3") ? "InvalidParameterValue" : "InvalidParameterCombination", code);
    assertEquals(0, cloud.effects().size());
  }

  @Test
  void moreStorageNeedsTheIopsThatGoWithIt() {
    var rds = cloud.rds(Cloud.PRODUCTION);
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.modifyDBInstance(r ->
                r.dbInstanceIdentifier("billing-oracle")
                    .allocatedStorage(20_001)
                    .iops(10_000)
                    .applyImmediately(true))));
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.modifyDBInstance(r ->
                r.dbInstanceIdentifier("billing-oracle")
                    .allocatedStorage(2_000)
                    .applyImmediately(true))));
    rds.modifyDBInstance(r ->
        r.dbInstanceIdentifier("billing-oracle")
            .allocatedStorage(1_000)
            .iops(12_000)
            .applyImmediately(true));
    cloud.pass();
    assertEquals(12_000, Cloud.instance(rds, "billing-oracle").iops());
  }

  @Test
  void anotherTypeLeavesItsIopsBehind() {
    var rds = cloud.rds(Cloud.PRODUCTION);
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("billing-oracle").storageType("gp3").applyImmediately(true));
    cloud.pass();
    assertEquals("gp3", Cloud.instance(rds, "billing-oracle").storageType());
    assertNull(Cloud.instance(rds, "billing-oracle").iops());
  }

  @Test
  void storageStaysBelowTheMaximumOfAutoscaling() {
    var rds = cloud.rds(Cloud.PRODUCTION);
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.modifyDBInstance(r ->
                r.dbInstanceIdentifier("database-1")
                    .allocatedStorage(1_001)
                    .applyImmediately(true))));
    assertEquals(
        "InvalidParameterCombination",
        codeOf(() ->
            rds.modifyDBInstance(
                r -> r.dbInstanceIdentifier("database-1").maxAllocatedStorage(65_537))));
    rds.modifyDBInstance(r ->
        r.dbInstanceIdentifier("database-1")
            .allocatedStorage(1_001)
            .maxAllocatedStorage(2_000)
            .applyImmediately(true));
    cloud.pass();
    assertEquals(1_001, Cloud.instance(rds, "database-1").allocatedStorage());
  }

  @Test
  void aLittleMoreIsRoundedUpToATenth() {
    var rds = cloud.rds();
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier("dev-postgres-01").allocatedStorage(51).applyImmediately(true));
    cloud.pass();
    assertEquals(55, Cloud.instance(rds, "dev-postgres-01").allocatedStorage());
  }
}
