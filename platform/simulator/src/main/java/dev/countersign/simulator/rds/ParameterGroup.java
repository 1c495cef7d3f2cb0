package dev.countersign.simulator.rds;

import java.util.List;
import java.util.Map;

/** A parameter group. The {@code default.<family>} ones are there without being kept. */
public record ParameterGroup(
    Scope scope, String name, String family, String description, List<?> tags) implements Resource {

  static ParameterGroup ofFamily(Scope scope, String family) {
    return new ParameterGroup(
        scope, "default." + family, family, "Default parameter group for " + family, List.of());
  }

  @Override
  public String key() {
    return name;
  }

  public String arn() {
    return scope.arn("pg", name);
  }

  Map<String, Object> shown() {
    return Map.of(
        "DBParameterGroupName", name,
        "DBParameterGroupFamily", family,
        "Description", description,
        "DBParameterGroupArn", arn());
  }
}
