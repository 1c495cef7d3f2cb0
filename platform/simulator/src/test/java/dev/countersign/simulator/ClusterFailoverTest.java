package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class ClusterFailoverTest extends ClusterCase {

  private String failover(String target) {
    return rds.failoverDBCluster(r -> r.dbClusterIdentifier(DEV).targetDBInstanceIdentifier(target))
        .dbCluster()
        .status();
  }

  private void failover() {
    rds.failoverDBCluster(r -> r.dbClusterIdentifier(DEV));
  }

  @Test
  void theNamedReaderWritesOnlyLaterAndTheEventsSaySo() {
    // It is shown after 20 s, the writer shuts down after a minute.
    cloud.pace(0.1);
    assertEquals("available", failover(THREE));
    assertEquals(ONE, writer(DEV));
    cloud.later(40);
    assertEquals("failing-over", cluster(DEV).status());
    assertEquals(List.of("available", "available", "available"), statuses());
    assertEquals("InvalidDBClusterStateFault", codeOf(this::failover));

    cloud.pass();

    assertEquals(THREE, writer(DEV));
    assertEquals("available", cluster(DEV).status());
    assertEquals(List.of("available", "available", "available"), statuses());
    assertEquals(
        List.of(
            "failover: Started cross AZ failover to DB instance: " + THREE,
            "failover: Completed customer initiated failover to DB instance: " + THREE),
        told("db-cluster", DEV));
    assertTrue(told("db-instance", ONE).contains("availability: DB instance restarted"));
    assertTrue(told("db-instance", THREE).contains("availability: DB instance restarted"));
    assertEquals(List.of(), told("db-instance", TWO));
  }

  @Test
  void theWriterMovesWhileTheClusterIsStillFailingOver() {
    // The writer moves after 250 s, all is over after 400.
    cloud.pace(0.1);
    failover(TWO);
    cloud.later(280);
    assertEquals(TWO, writer(DEV));
    assertEquals("failing-over", cluster(DEV).status());
    cloud.pass();
    assertEquals("available", cluster(DEV).status());
    assertEquals(List.of("available", "available", "available"), statuses());
  }

  @Test
  void theLowestTierIsPromotedAndThenTheLargestClass() {
    failover();
    cloud.pass();
    assertEquals(TWO, writer(DEV));
    tier(TWO, 0);
    tier(ONE, 3);
    tier(THREE, 2);
    failover();
    cloud.pass();
    assertEquals(THREE, writer(DEV));
    tier(ONE, 0);
    rds.modifyDBInstance(
        r -> r.dbInstanceIdentifier(ONE).dbInstanceClass("db.r6g.2xlarge").applyImmediately(true));
    cloud.pass();
    failover();
    cloud.pass();
    assertEquals(ONE, writer(DEV));
  }

  private void tier(String instance, int tier) {
    rds.modifyDBInstance(r -> r.dbInstanceIdentifier(instance).promotionTier(tier));
    cloud.pass();
  }

  @Test
  void aTierIsBetween0And15AndOfMembersOnly() {
    assertEquals("InvalidParameterValue", codeOf(() -> tier(TWO, 16)));
    assertEquals("InvalidParameterCombination", codeOf(() -> tier("dev-postgres-02", 1)));
  }

  @Test
  void onlyAReaderOfTheClusterThatIsAvailableIsATarget() {
    assertEquals("InvalidDBInstanceState", codeOf(() -> failover(ONE)));
    assertEquals("InvalidDBInstanceState", codeOf(() -> failover("dev-postgres-02")));
    assertEquals("DBInstanceNotFound", codeOf(() -> failover("nobody")));
    rds.rebootDBInstance(r -> r.dbInstanceIdentifier(TWO));
    assertEquals("InvalidDBInstanceState", codeOf(() -> failover(TWO)));
    assertEquals(1, cloud.effects().size());
    failover();
    cloud.pass();
    assertEquals(THREE, writer(DEV));
  }

  @Test
  void withoutAReaderNothingFailsOver() {
    for (String reader : List.of(TWO, THREE)) {
      rds.deleteDBInstance(r -> r.dbInstanceIdentifier(reader));
    }
    cloud.pass();
    assertEquals("InvalidDBClusterStateFault", codeOf(this::failover));
  }

  @Test
  void aFailoverThatFailsKeepsTheWriterAndTellsOfIt() {
    cloud.fault(
        "{\"kind\": \"accepted_then_fails\", \"match\": {\"action\": \"FailoverDBCluster\"}}");
    failover(TWO);
    cloud.pass();
    assertEquals(ONE, writer(DEV));
    assertEquals("available", cluster(DEV).status());
    var told = told("db-cluster", DEV);
    assertTrue(told.contains("failover: Promoting previous primary again: " + ONE), told::toString);
    assertTrue(
        told.contains(
            "failover: Cluster failover failed, check the health of your cluster instances and try"
                + " again."),
        told::toString);
  }

  @Test
  void anAnswerIsLostAfterTheEffectOnTheCluster() {
    cloud.fault(
        "{\"kind\": \"answer_lost\", \"count\": 1, \"match\": {\"action\": \"FailoverDBCluster\","
            + " \"resource\": \"dev-aurora-01\"}}");
    assertThrows(SdkClientException.class, () -> failover(TWO));
    cloud.pass();
    assertEquals(TWO, writer(DEV));
    var effect = cloud.effects().getFirst();
    assertEquals("FailoverDBCluster", effect.path("action").asText());
    assertEquals(cluster(DEV).dbClusterArn(), effect.path("resource").asText());
    assertEquals(cluster(DEV).dbClusterResourceId(), effect.path("resource_id").asText());
    assertEquals("answer_lost", effect.path("faults").path(0).asText());
  }

  @Test
  void aStrangerFailsOver() {
    cloud.post(
        "/_admin/strangers",
        """
        {"account": "111122223333", "region": "us-east-1", "action": "FailoverDBCluster",
         "parameters": {"DBClusterIdentifier": "dev-aurora-01", "TargetDBInstanceIdentifier": "dev-aurora-01-instance-3"}}
        """);
    cloud.pass();
    assertEquals(THREE, writer(DEV));
    assertEquals("stranger", cloud.effects().getFirst().path("session_name").asText());
  }

  @Test
  void somebodyTellsOfAFailoverThatNeverWas() {
    String where = "{\"account\": \"111122223333\", \"region\": \"us-east-1\", ";
    String what =
        "\"message\": \"Completed failover to DB instance: x\", \"category\": \"failover\"}";
    cloud.post("/_admin/events", where + "\"cluster\": \"dev-aurora-01\", " + what);
    assertEquals(
        List.of("failover: Completed failover to DB instance: x"), told("db-cluster", DEV));
    String refusal = cloud.post("/_admin/events", where + what);
    assertTrue(refusal.contains("instance or cluster"), refusal);
    assertTrue(cloud.get("/_admin/clusters").contains(THREE));
  }
}
