package dev.countersign.executor.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.accounts.Account;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IamPolicyTest {
  private static final Account ACCOUNT =
      new Account(
          "111122223333",
          null,
          "arn:aws:iam::111122223333:role/CountersignExecutor",
          "secret-id",
          List.of("eu-central-1"),
          null,
          null);
  private static final String HOME = System.getProperty("countersign.home", "../..");

  @Test
  void instancesAndSnapshotsAndGroupsHaveStatementsOfTheirOwn() {
    var permissions = permissions(closed());
    assertEquals(
        List.of("arn:aws:rds:*:111122223333:db:*"), resources(permissions, "OperateOnInstances"));
    assertEquals(
        List.of("arn:aws:rds:*:111122223333:snapshot:*"),
        resources(permissions, "OperateOnSnapshots"));
    assertEquals(
        List.of("arn:aws:rds:*:111122223333:pg:*"), resources(permissions, "AttachParameters"));
    assertFalse(permissions.toString().contains("rds:*\""), "an action without a name");
    assertFalse(permissions.toString().contains("DeleteDBInstance"));
  }

  @Test
  void clustersAndTheirSnapshotsHaveStatementsAndDenialsOfTheirOwn() {
    var permissions = permissions(closed());
    assertEquals(
        List.of("arn:aws:rds:*:111122223333:cluster:*"),
        resources(permissions, "OperateOnClusters"));
    assertEquals(
        List.of("arn:aws:rds:*:111122223333:cluster-snapshot:*"),
        resources(permissions, "OperateOnClusterSnapshots"));
    for (var sid : List.of("NothingOnUntaggedCluster", "NoProductionClusterByEnv")) {
      assertEquals("Deny", statement(permissions, sid).path("Effect").asText());
    }
    assertFalse(permissions.toString().contains("DeleteDBCluster\""));
  }

  @Test
  void aStopMayTakeItsSnapshotAndTagIt() {
    var actions = new TreeSet<String>();
    statement(permissions(closed()), "OperateOnSnapshots")
        .path("Action")
        .forEach(action -> actions.add(action.asText()));
    assertEquals(
        new TreeSet<>(
            List.of(
                "rds:AddTagsToResource",
                "rds:CreateDBSnapshot",
                "rds:DeleteDBSnapshot",
                "rds:StopDBInstance")),
        actions);
  }

  @Test
  void theDocumentsAreInThePartitionOfTheRole() {
    for (var partition : List.of("aws-us-gov", "aws-cn", "aws-iso-b")) {
      var account =
          new Account(
              "111122223333",
              null,
              "arn:" + partition + ":iam::111122223333:role/CountersignExecutor",
              null,
              List.of("us-gov-west-1"),
              null,
              null);
      var document = Documents.permissions(account, closed()).toString();
      assertTrue(document.contains("arn:" + partition + ":rds:*:111122223333:db:*"), document);
      assertFalse(document.contains("arn:aws:"), document);
    }
  }

  @Test
  void productionIsDeniedByEveryNameOfATagUnlessBothGatesAreOpen() {
    var denied = new TreeSet<String>();
    permissions(closed())
        .forEach(statement -> {
          if (statement.path("Sid").asText().startsWith("NoProductionInstance")) {
            assertEquals("Deny", statement.path("Effect").asText());
            statement
                .path("Condition")
                .path("StringEqualsIgnoreCase")
                .properties()
                .forEach(tag -> denied.add(tag.getKey() + '=' + tag.getValue().get(0).asText()));
          }
        });
    assertEquals(
        new TreeSet<>(
            List.of(
                "aws:ResourceTag/Environment=production",
                "aws:ResourceTag/Env=production",
                "aws:ResourceTag/Stage=production")),
        denied);
    var open = new Guards(List.of("Env"), List.of("production"), true);
    assertFalse(permissions(open).toString().contains("NoProduction"));
  }

  @Test
  void oneGateAloneOpensNothing() {
    var settings =
        java.nio.file.Path.of(HOME, "services/policy/src/main/resources/policy-settings.yaml");
    assertFalse(Guards.read(settings, true).productionOpen());
  }

  @Test
  void untaggedInstancesAndNamelessSessionsAreDenied() {
    var permissions = permissions(closed());
    var untagged = statement(permissions, "NothingOnUntaggedInstance");
    assertEquals("Deny", untagged.path("Effect").asText());
    // All of them missing: conditions on several keys of one operator have all to hold.
    assertEquals(3, untagged.path("Condition").path("Null").size());
    var nameless = statement(permissions, "NothingForNobody");
    assertTrue(nameless.path("Condition").path("Null").has("aws:SourceIdentity"));
    assertFalse(nameless.path("Action").toString().contains("Describe"));
  }

  @Test
  void theRoleTrustsOneIdentityWithTheExternalIdAndASourceIdentity() {
    var trust =
        Json.read(Json.bytes(Documents.trust(ACCOUNT, "arn:aws:iam::1:role/x")), JsonNode.class)
            .path("Statement");
    assertEquals(
        "secret-id",
        statement(trust, "OnlyTheExecutor")
            .path("Condition")
            .path("StringEquals")
            .path("sts:ExternalId")
            .asText());
    assertEquals("sts:SetSourceIdentity", statement(trust, "SayWhoAsked").path("Action").asText());
    trust.forEach(statement ->
        assertEquals("arn:aws:iam::1:role/x", statement.path("Principal").path("AWS").asText()));
  }

  @Test
  void theCommandPrintsJsonAndSaysWhatIsMissing() {
    var out = new ByteArrayOutputStream();
    var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    var code =
        IamPolicy.run(
            List.of(
                "--accounts",
                HOME + "/docs/operations/accounts.example.yaml",
                "--settings",
                HOME + "/services/policy/src/main/resources/policy-settings.yaml",
                "--principal",
                "arn:aws:iam::111122223333:role/Executor"),
            "true",
            printed);
    assertEquals(0, code);
    var documents = Json.read(out.toString(StandardCharsets.UTF_8), JsonNode.class);
    assertEquals("denied", documents.path("production").asText());
    assertTrue(documents.path("accounts").has("111122223333"));
    assertEquals(2, IamPolicy.run(List.of("--accounts"), "", printed));
    assertEquals(2, IamPolicy.run(List.of(), "", printed));
  }

  private static Guards closed() {
    return new Guards(List.of("Environment", "Env", "Stage"), List.of("production", "prd"), false);
  }

  private static JsonNode permissions(Guards guards) {
    return Json.read(Json.bytes(Documents.permissions(ACCOUNT, guards)), JsonNode.class)
        .path("Statement");
  }

  private static List<String> resources(JsonNode statements, String sid) {
    var resources = new java.util.ArrayList<String>();
    statement(statements, sid).path("Resource").forEach(arn -> resources.add(arn.asText()));
    return resources;
  }

  private static JsonNode statement(JsonNode statements, String sid) {
    for (var statement : statements) {
      if (statement.path("Sid").asText().equals(sid)) {
        return statement;
      }
    }
    throw new AssertionError("no statement " + sid);
  }
}
