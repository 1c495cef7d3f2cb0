package dev.countersign.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.resource.Instance;
import dev.countersign.embedded.TestInfra;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the version before resources has left in the database is shown as what is new is. */
@QuarkusTest
@TestProfile(OldDataTest.OldData.class)
class OldDataTest extends GatewayTest {
  /** With the database of before, and no other. */
  public static class OldData implements QuarkusTestProfile {
    @Override
    public List<TestResourceEntry> testResources() {
      return List.of(new TestResourceEntry(OldDataInfra.class));
    }

    @Override
    public boolean disableGlobalTestResources() {
      return true;
    }
  }

  private static final String KEY =
      Instance.keyOf("111122223333", "eu-central-1", "db-ABC").toString();

  @Test
  void anOperationOfBeforeIsShownWithTheKeyOfItsInstance() {
    var shown = ada.get("/api/operations/" + OldDataInfra.OPERATION);

    assertEquals(200, shown.status(), shown.body()::toString);
    assertEquals("succeeded", shown.text("status"));
    assertEquals(KEY, shown.body().at("/resource/key").asText());
    assertEquals("rds:db", shown.body().at("/resource/type").asText());
    assertEquals(OldDataInfra.IDENTIFIER, shown.text("instance_id"));
    assertEquals("before-upgrade", shown.body().at("/parameters/snapshot_id").asText());
    assertEquals("development", shown.text("environment"));
  }

  @Test
  void itIsFoundByTheNamesThatItsInstanceHasNow() {
    for (var query :
        List.of(
            "resource=" + KEY,
            "resource=arn:aws:rds:eu-central-1:111122223333:db:" + OldDataInfra.IDENTIFIER,
            "instance_id=" + OldDataInfra.IDENTIFIER)) {
      var found = ada.get("/api/operations?" + query).body().path("operations");
      assertEquals(1, found.size(), query);
    }
    assertEquals(
        0,
        ada.get("/api/operations?cluster_id=" + OldDataInfra.IDENTIFIER)
            .body()
            .path("operations")
            .size());
  }

  @Test
  void itsEventsAreShownAsTheyWereWritten() {
    var events =
        ada.get("/api/operations/" + OldDataInfra.OPERATION + "/history").body().path("events");

    assertEquals(1, events.size(), events::toString);
    assertEquals(OldDataInfra.OLD_KEY, events.at("/0/data/instance").asText());
    assertEquals("before-upgrade", events.at("/0/data/parameters/snapshot_id").asText());
  }

  @Test
  void whatIsUnderWayHasToEndBeforeTheTablesAreChanged() throws Exception {
    var infra = TestInfra.shared();
    for (var state : List.of("requested", "approval-required", "approved", "started")) {
      var database = OldDataInfra.before(infra);
      OldDataInfra.inUse(infra, database, state);

      var refused =
          assertThrows(RuntimeException.class, () -> OldDataInfra.migrate(database, "latest"));

      var words = String.valueOf(refused.getMessage());
      assertTrue(words.contains("Operations are under way"), words);
      OldDataInfra.run(infra, database, "update operation set state = 'failed'");
      OldDataInfra.migrate(database, "latest");
      OldDataInfra.run(infra, database, "select resource_key from operation");
    }
  }

  @Test
  void whatWasNotPublishedHasToBeBeforeTheTablesAreChanged() throws Exception {
    var infra = TestInfra.shared();
    var database = OldDataInfra.before(infra);
    OldDataInfra.run(
        infra,
        database,
        "insert into outbox (source, event_id, topic, key, headers) values ('s', 'e', 't', 'k',"
            + " '{}')");

    assertThrows(RuntimeException.class, () -> OldDataInfra.migrate(database, "latest"));
    OldDataInfra.run(infra, database, "update outbox set sent_at = now()");
    OldDataInfra.migrate(database, "latest");
  }
}
