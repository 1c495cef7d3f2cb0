package dev.countersign.simulator.wire;

import java.util.List;
import java.util.Map;

/**
 * Trees of maps, lists and values as the XML of the Query protocol. Names that begin with an
 * underscore stay inside.
 */
public final class Xml {
  /**
   * What the members of a list are called; everything else is {@code member}, as in the service
   * model.
   */
  private static final Map<String, String> MEMBERS =
      Map.ofEntries(
          Map.entry("DBInstances", "DBInstance"),
          Map.entry("DBSnapshots", "DBSnapshot"),
          Map.entry("TagList", "Tag"),
          Map.entry("Events", "Event"),
          Map.entry("EventCategories", "EventCategory"),
          Map.entry("DBParameterGroups", "DBParameterGroup"),
          Map.entry("DBSecurityGroups", "DBSecurityGroup"),
          Map.entry("VpcSecurityGroups", "VpcSecurityGroupMembership"),
          Map.entry("OptionGroupMemberships", "OptionGroupMembership"),
          Map.entry("ReadReplicaDBInstanceIdentifiers", "ReadReplicaDBInstanceIdentifier"),
          Map.entry("StatusInfos", "DBInstanceStatusInfo"),
          Map.entry("Subnets", "Subnet"),
          Map.entry("PendingMaintenanceActions", "ResourcePendingMaintenanceActions"),
          Map.entry("PendingMaintenanceActionDetails", "PendingMaintenanceAction"),
          Map.entry("DBEngineVersions", "DBEngineVersion"),
          Map.entry("ValidUpgradeTarget", "UpgradeTarget"),
          Map.entry("OrderableDBInstanceOptions", "OrderableDBInstanceOption"),
          Map.entry("AvailabilityZones", "AvailabilityZone"),
          Map.entry("DBClusters", "DBCluster"),
          Map.entry("DBClusterMembers", "DBClusterMember"),
          Map.entry("DBClusterSnapshots", "DBClusterSnapshot"),
          Map.entry("DBClusterParameterGroups", "DBClusterParameterGroup"),
          Map.entry("DBClusterOptionGroupMemberships", "DBClusterOptionGroup"),
          Map.entry("AssociatedRoles", "DBClusterRole"),
          Map.entry("ReadReplicaIdentifiers", "ReadReplicaIdentifier"),
          // The name of a member's list and of the members of the list of global clusters.
          Map.entry("GlobalClusters", "GlobalClusterMember"),
          Map.entry("GlobalClusterMembers", "GlobalClusterMember"));

  private Xml() {}

  public static String answer(
      Protocol protocol,
      String action,
      Map<String, ?> result,
      boolean hasResult,
      String requestId) {
    var xml = new StringBuilder(1024).append('<').append(action).append("Response xmlns=\"");
    xml.append(protocol.namespace()).append("\">");
    if (hasResult) {
      element(xml, action + "Result", result);
    }
    element(xml, "ResponseMetadata", Map.of("RequestId", requestId));
    return xml.append("</").append(action).append("Response>").toString();
  }

  public static String error(Protocol protocol, AwsError error, String requestId) {
    var xml =
        new StringBuilder(512)
            .append("<ErrorResponse xmlns=\"")
            .append(protocol.namespace())
            .append("\"><Error>");
    element(xml, "Type", error.type());
    element(xml, "Code", error.code());
    element(xml, "Message", error.text());
    xml.append("</Error>");
    element(xml, "RequestId", requestId);
    return xml.append("</ErrorResponse>").toString();
  }

  private static void element(StringBuilder xml, String name, Object value) {
    if (name.startsWith("_")) {
      return;
    }
    xml.append('<').append(name).append('>');
    switch (value) {
      case Map<?, ?> map -> map.forEach((key, child) -> element(xml, String.valueOf(key), child));
      case List<?> list ->
          list.forEach(member -> element(xml, MEMBERS.getOrDefault(name, "member"), member));
      default -> escape(xml, value.toString());
    }
    xml.append("</").append(name).append('>');
  }

  private static void escape(StringBuilder xml, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '&' -> xml.append("&amp;");
        case '"' -> xml.append("&quot;");
        case '\r' -> xml.append("&#xD;");
        default -> {
          // XML 1.0 has no way to write the other control characters.
          if (c >= ' ' || c == '\n' || c == '\t') {
            xml.append(c);
          }
        }
      }
    }
  }
}
