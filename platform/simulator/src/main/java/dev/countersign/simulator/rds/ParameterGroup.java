package dev.countersign.simulator.rds;

import java.util.List;
import java.util.Map;

/**
 * A parameter group. The {@code default.<family>} ones are there without being kept.
 *
 * @param ofClusters whether it is for clusters; the two kinds have their names apart
 */
public record ParameterGroup(
    Scope scope, String name, String family, String description, List<?> tags, boolean ofClusters)
    implements Resource {

  static ParameterGroup ofFamily(Scope scope, String family, boolean ofClusters) {
    return new ParameterGroup(
        scope,
        "default." + family,
        family,
        "Default " + (ofClusters ? "cluster " : "") + "parameter group for " + family,
        List.of(),
        ofClusters);
  }

  @Override
  public String key() {
    return name;
  }

  public String arn() {
    return scope.arn(ofClusters ? "cluster-pg" : "pg", name);
  }

  ParameterGroup tagged(List<Object> otherTags) {
    return new ParameterGroup(scope, name, family, description, otherTags, ofClusters);
  }

  Map<String, Object> shown() {
    String kind = ofClusters ? "DBClusterParameterGroup" : "DBParameterGroup";
    return Map.of(
        kind + "Name",
        name,
        "DBParameterGroupFamily",
        family,
        "Description",
        description,
        kind + "Arn",
        arn());
  }
}
