package dev.countersign.simulator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.simulator.rds.Actions;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.rds.model.RdsResponse;

/**
 * Every answer against AWS's own service model, which the SDK's classes are made of. The SDK reads
 * over what it does not know: a misspelt name would only be missed by somebody who needs it.
 */
class ModelTest extends ClusterCase {
  /** One call a line, so that each action is there, and its answer has something in it. */
  private static final String CALLS =
      """
      DescribeDBInstances MaxRecords=20
      DescribeDBInstances DBInstanceIdentifier=dev-aurora-01-instance-2
      DescribeDBEngineVersions MaxRecords=20
      DescribeOrderableDBInstanceOptions Engine=postgres&MaxRecords=20
      DescribePendingMaintenanceActions
      ApplyPendingMaintenanceAction ResourceIdentifier=ARN:cluster:dev-aurora-01&ApplyAction=os-upgrade&OptInType=next-maintenance
      AddTagsToResource ResourceName=ARN:cluster:dev-aurora-01&Tags.Tag.1.Key=a&Tags.Tag.1.Value=b
      ListTagsForResource ResourceName=ARN:cluster:dev-aurora-01
      RemoveTagsFromResource ResourceName=ARN:cluster:dev-aurora-01&TagKeys.member.1=a
      CreateDBParameterGroup DBParameterGroupName=mine&DBParameterGroupFamily=postgres17&Description=mine
      DescribeDBParameterGroups MaxRecords=20
      CreateDBInstance DBInstanceIdentifier=mine&Engine=postgres&DBInstanceClass=db.t4g.micro&AllocatedStorage=20
      ModifyDBInstance DBInstanceIdentifier=mine&DBInstanceClass=db.t4g.small&DBParameterGroupName=mine
      RebootDBInstance DBInstanceIdentifier=mine
      CreateDBSnapshot DBInstanceIdentifier=mine&DBSnapshotIdentifier=one&Tags.Tag.1.Key=a&Tags.Tag.1.Value=b
      DescribeDBSnapshots MaxRecords=20
      DeleteDBSnapshot DBSnapshotIdentifier=one
      StopDBInstance DBInstanceIdentifier=mine
      DescribeDBInstances DBInstanceIdentifier=mine
      StartDBInstance DBInstanceIdentifier=mine
      DeleteDBInstance DBInstanceIdentifier=mine&SkipFinalSnapshot=true
      DescribeGlobalClusters
      DescribeDBClusters
      CreateDBClusterParameterGroup DBClusterParameterGroupName=mine&DBParameterGroupFamily=aurora-postgresql16&Description=mine
      DescribeDBClusterParameterGroups MaxRecords=20
      ModifyDBCluster DBClusterIdentifier=dev-aurora-01&DBClusterParameterGroupName=mine&BackupRetentionPeriod=9
      CreateDBClusterSnapshot DBClusterIdentifier=dev-aurora-01&DBClusterSnapshotIdentifier=one
      DescribeDBClusterSnapshots MaxRecords=20
      DeleteDBClusterSnapshot DBClusterSnapshotIdentifier=one
      FailoverDBCluster DBClusterIdentifier=dev-aurora-01
      CreateDBCluster DBClusterIdentifier=mine&Engine=aurora-mysql&MasterUsername=admin&MasterUserPassword=not-a-secret
      StopDBCluster DBClusterIdentifier=mine
      DescribeDBClusters DBClusterIdentifier=mine
      StartDBCluster DBClusterIdentifier=mine
      DeleteDBCluster DBClusterIdentifier=mine&SkipFinalSnapshot=true
      CreateDBCluster DBClusterIdentifier=three&Engine=postgres&MasterUsername=admin&MasterUserPassword=not-a-secret&DBClusterInstanceClass=db.m6gd.large&AllocatedStorage=100
      RebootDBCluster DBClusterIdentifier=three
      DescribeDBClusters DBClusterIdentifier=three
      DescribeEvents Duration=60
      """
          .replace("ARN", "arn:aws:rds:us-east-1:111122223333");

  @Test
  void everyAnswerHasTheNamesAndTheTypesOfTheModel() throws Exception {
    change(
        DEV,
        "\"attributes\": {\"_maintenance\": {\"os-upgrade\": \"\"}, \"GlobalClusterIdentifier\": \"world\"}");
    var asked = new TreeSet<String>();
    for (String call : CALLS.lines().toList()) {
      String action = call.split(" ", 2)[0];
      asked.add(action);
      answered(action, call.substring(action.length()).strip());
      cloud.pass();
    }
    assertEquals(Actions.names(), asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"BackupRetention\": 7",
        "\"Port\": \"none\"",
        "\"DeletionProtection\": \"maybe\"",
        "\"ClusterCreateTime\": \"yesterday\"",
        "\"VpcSecurityGroups\": \"sg-1\", \"Engine\": [\"mysql\"]"
      })
  void whatTheModelDoesNotHaveIsFound(String attribute) {
    change(DEV, "\"attributes\": {" + attribute + "}");
    assertThrows(
        AssertionError.class, () -> answered("DescribeDBClusters", "DBClusterIdentifier=" + DEV));
  }

  @Test
  void theReadmeNamesEveryAction() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    for (String action : Actions.names()) {
      assertTrue(readme.contains("`" + action + "`"), action);
    }
  }

  private void answered(String action, String parameters) throws Exception {
    String xml =
        cloud.asked("us-east-1", "Action=%s&Version=2014-10-31&%s".formatted(action, parameters));
    Element answer =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)))
            .getDocumentElement();
    assertEquals(action + "Response", answer.getTagName(), xml);
    var known = fields(response(action));
    for (Element part : children(answer)) {
      if (part.getTagName().equals(action + "Result")) {
        assertFalse(known.isEmpty(), action + " has no result");
        structure(known, part, action);
      } else {
        assertEquals("ResponseMetadata", part.getTagName(), xml);
      }
    }
  }

  /** {@code DescribeDBClusters} is the class {@code DescribeDbClustersResponse}. */
  private static SdkPojo response(String action) throws ReflectiveOperationException {
    var type =
        Class.forName(
            RdsResponse.class.getPackageName() + "." + action.replace("DB", "Db") + "Response");
    return (SdkPojo) type.getMethod("builder").invoke(null);
  }

  private static Map<String, SdkField<?>> fields(SdkPojo type) {
    return type.sdkFields().stream()
        .collect(Collectors.toMap(SdkField::unmarshallLocationName, Function.identity()));
  }

  private static List<Element> children(Element parent) {
    var children = new ArrayList<Element>();
    for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private static void structure(Map<String, SdkField<?>> known, Element given, String where) {
    var seen = new HashSet<String>();
    for (Element member : children(given)) {
      String name = member.getTagName();
      String here = where + "/" + name;
      assertTrue(seen.add(name), here + " is there twice");
      assertNotNull(known.get(name), here + " is not in the model");
      value(known.get(name), member, here);
    }
  }

  private static void value(SdkField<?> field, Element given, String where) {
    if (field.marshallingType() == MarshallingType.SDK_POJO) {
      structure(fields((SdkPojo) field.constructor().get()), given, where);
    } else if (field.marshallingType() == MarshallingType.LIST) {
      var list = field.getTrait(ListTrait.class);
      for (Element member : children(given)) {
        assertEquals(list.memberLocationName(), member.getTagName(), where);
        value(list.memberFieldInfo(), member, where);
      }
    } else {
      assertTrue(children(given).isEmpty(), where + " is a value in the model");
      scalar(field.marshallingType(), given.getTextContent(), where);
    }
  }

  private static void scalar(MarshallingType<?> type, String text, String where) {
    if (type == MarshallingType.INTEGER || type == MarshallingType.LONG) {
      assertTrue(text.matches("-?\\d+"), where + " is no number: " + text);
    } else if (type == MarshallingType.BOOLEAN) {
      assertTrue(text.matches("true|false"), where + " is no flag: " + text);
    } else if (type == MarshallingType.INSTANT) {
      assertTrue(text.endsWith("Z"), where + ": " + text);
      assertDoesNotThrow(() -> Instant.parse(text), where);
    } else {
      assertEquals(MarshallingType.STRING, type, where);
    }
  }
}
