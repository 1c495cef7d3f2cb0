package dev.countersign.simulator.fleet;

import dev.countersign.simulator.rds.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The instances that a simulator begins with. In code, not in a file: to parse one takes a tenth of
 * the start (ADR 0012).
 */
final class Inventory {
  static final String WORKLOADS = "111122223333";
  static final String PRODUCTION = "444455556666";

  private final List<SeededInstance> instances = new ArrayList<>();
  private Scope scope;

  Inventory() {
    in(WORKLOADS, "eu-central-1");
    instance("dev-postgres-01", "postgres", "db.t4g.medium", 50)
        .backedUp()
        .tag("Environment", "development")
        .tag("Team", "payments");
    instance("test-mysql-01", "mysql", "db.m6g.large", 100)
        .multiAz()
        .backedUp()
        .tag("Env", "test")
        .tag("Team", "orders");
    instance("dev-oracle-01", "oracle-se2", "db.t3.medium", 200)
        .tag("ENV", "DEV")
        .tag("Owner", "erp-team");
    instance("staging-postgres-01", "postgres", "db.m7g.large", 200)
        .tag("Stage", "stg")
        .tag("Team", "payments")
        .with("ReadReplicaDBInstanceIdentifiers", List.of("staging-postgres-01-replica"));
    instance("staging-postgres-01-replica", "postgres", "db.m7g.large", 200)
        .tag("Stage", "STG")
        .tag("Team", "payments")
        .with("ReadReplicaSourceDBInstanceIdentifier", "staging-postgres-01")
        .with("BackupRetentionPeriod", 0);
    instance("poc-mariadb-01", "mariadb", "db.t4g.small", 20)
        .tag("environment", "PoC")
        .with("_resting", "storage-full")
        .with("StorageType", "gp2");
    instance("sandbox-mysql-01", "mysql", "db.t4g.micro", 20)
        .tag("Owner", "training")
        .with("_resting", "stopped");
    instance("qa-sqlserver-01", "sqlserver-se", "db.m6i.large", 100).multiAz().tag("Env", "QA");
    instance("orders-reporting", "postgres", "db.t4g.large", 120)
        .tag("Owner", "bi-team")
        .tag("CostCenter", "4711");

    in(WORKLOADS, "us-east-1");
    instance("dev-postgres-02", "postgres", "db.t4g.medium", 50).tag("Environment", "Dev");
    instance("test-mariadb-01", "mariadb", "db.t4g.small", 40).tag("Stage", "Testing");
    instance("dev-aurora-01-instance-1", "aurora-postgresql", "db.r6g.large", 1)
        .tag("Environment", "dev")
        .with("DBClusterIdentifier", "dev-aurora-01")
        .with("StorageType", "aurora");
    instance("analytics-scratch", "postgres", "db.t4g.medium", 80);
    instance("mystery-db", "mysql", "db.t4g.medium", 60).tag("Environment", "blue");

    in(PRODUCTION, "eu-central-1");
    instance("database-1", "postgres", "db.r6g.large", 500)
        .multiAz()
        .backedUp()
        .tag("Environment", "production")
        .tag("Team", "payments")
        .tag("CostCenter", "1000")
        .with("DeletionProtection", true)
        .with("BackupRetentionPeriod", 14)
        .with("MaxAllocatedStorage", 1000)
        .with("_maintenance", Map.of("system-update", ""));
    instance("orders-mysql-prod", "mysql", "db.r7g.xlarge", 800)
        .multiAz()
        .backedUp()
        .tag("Env", "PRD")
        .tag("Team", "orders")
        .with("DeletionProtection", true)
        .with("ReadReplicaDBInstanceIdentifiers", List.of("orders-mysql-prod-replica"));
    instance("orders-mysql-prod-replica", "mysql", "db.r7g.large", 800)
        .tag("Env", "PRD")
        .tag("Team", "orders")
        .with("ReadReplicaSourceDBInstanceIdentifier", "orders-mysql-prod")
        .with("BackupRetentionPeriod", 0);
    instance("billing-oracle", "oracle-ee", "db.r6i.xlarge", 1000)
        .multiAz()
        .tag("ENV", "Prod")
        .tag("Compliance", "sox")
        .with("DeletionProtection", true)
        .with("StorageType", "io1")
        .with("Iops", 10000);
    instance("crm-sqlserver", "sqlserver-se", "db.m6i.xlarge", 400)
        .multiAz()
        .tag("Stage", "PROD")
        .with("DeletionProtection", true);
    instance("legacy-erp", "mysql", "db.m6g.large", 300).with("StorageType", "standard");

    in(PRODUCTION, "us-east-1");
    instance("prod-postgres-us-1", "postgres", "db.r7g.large", 250)
        .multiAz()
        .tag("Owner", "platform");
    instance("shop-aurora-instance-1", "aurora-mysql", "db.r6g.xlarge", 1)
        .tag("Environment", "Production")
        .with("DBClusterIdentifier", "shop-aurora")
        .with("StorageType", "aurora");
  }

  List<SeededInstance> instances() {
    return instances;
  }

  private void in(String account, String region) {
    scope = new Scope(account, region);
  }

  private SeededInstance instance(
      String identifier, String engine, String instanceClass, int allocatedStorage) {
    var instance = new SeededInstance(scope, identifier, engine, instanceClass, allocatedStorage);
    instances.add(instance);
    return instance;
  }
}
