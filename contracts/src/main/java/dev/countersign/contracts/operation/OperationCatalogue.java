package dev.countersign.contracts.operation;

import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every operation that can be asked for. Gateway, policy and executor read the same files. */
public final class OperationCatalogue {
  private static final List<String> FILES =
      List.of(
          "create_snapshot",
          "reboot_instance",
          "modify_backup_window",
          "stop_instance",
          "start_instance",
          "modify_storage",
          "enable_storage_autoscaling",
          "modify_instance_class",
          "modify_parameter_group",
          "modify_maintenance_window",
          "modify_backup_retention",
          "set_deletion_protection",
          "delete_snapshot");

  private final Map<String, OperationDefinition> byName = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, ParameterSchema> schemas = new LinkedHashMap<>();

  private OperationCatalogue(Collection<OperationDefinition> definitions) {
    for (var definition : definitions) {
      byName.put(definition.name(), definition);
      names.put(definition.name(), definition.name());
      definition.aliases().forEach(alias -> names.put(alias, definition.name()));
      schemas.put(definition.name(), new ParameterSchema(definition.parameters()));
    }
  }

  /**
   * Reads the catalogue from the class path. Takes some tens of milliseconds: do it once, at start.
   */
  public static OperationCatalogue load() {
    return new OperationCatalogue(FILES.stream().map(OperationCatalogue::read).toList());
  }

  /** All definitions, in the catalogue's order. */
  public Collection<OperationDefinition> definitions() {
    return List.copyOf(byName.values());
  }

  /** The definition for a name or an alias. */
  public Optional<OperationDefinition> find(String nameOrAlias) {
    return Optional.ofNullable(names.get(nameOrAlias)).map(byName::get);
  }

  /** What is wrong with these parameters, in the order of their names; empty when nothing is. */
  public List<ParameterProblem> check(
      OperationDefinition operation, Map<String, Object> parameters) {
    return schema(operation).check(parameters);
  }

  /**
   * The parameters as RDS would keep them: its identifiers in lower case. Only who first takes a
   * request does this; all others refuse what is not so.
   */
  public Map<String, Object> normalized(
      OperationDefinition operation, Map<String, Object> parameters) {
    return schema(operation).normalized(parameters);
  }

  private ParameterSchema schema(OperationDefinition operation) {
    var schema = schemas.get(operation.name());
    if (schema == null) {
      throw new IllegalArgumentException("not of this catalogue: " + operation.name());
    }
    return schema;
  }

  private static OperationDefinition read(String name) {
    var path = "/catalogue/" + name + ".json";
    try (var in = OperationCatalogue.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing from the class path: " + path);
      }
      return Json.read(in.readAllBytes(), OperationDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
