package dev.countersign.contracts.operation;

import dev.countersign.contracts.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every operation that can be asked for. Gateway, policy and executor read the same files; there is
 * no list of them.
 */
public final class OperationCatalogue {
  private final SortedMap<String, OperationDefinition> byName = new TreeMap<>();
  private final Map<String, OperationDefinition> byAnyName = new HashMap<>();
  private final Map<String, ParameterSchema> schemas = new HashMap<>();
  private final ByteArrayOutputStream source = new ByteArrayOutputStream();

  private OperationCatalogue(SortedMap<String, byte[]> files) {
    files.forEach((name, file) -> {
      var definition = Json.read(file, OperationDefinition.class);
      if (!definition.name().equals(name)) {
        throw new IllegalStateException(
            "operations/%s.json defines %s".formatted(name, definition.name()));
      }
      source.writeBytes(file);
      byName.put(name, definition);
      named(name, definition);
      definition.aliases().forEach(alias -> named(alias, definition));
      schemas.put(name, new ParameterSchema(definition.parameters()));
    });
  }

  private void named(String name, OperationDefinition definition) {
    var other = byAnyName.put(name, definition);
    if (other != null) {
      throw new IllegalStateException(
          "%s and %s both answer to %s".formatted(other.name(), definition.name(), name));
    }
  }

  private static final class OfTheClassPath {
    static final OperationCatalogue ONE = read();

    private static OperationCatalogue read() {
      try {
        return new OperationCatalogue(
            DefinitionFiles.read(OperationCatalogue.class.getClassLoader()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** What the class path has. Takes some tens of milliseconds once in a process. */
  public static OperationCatalogue load() {
    return OfTheClassPath.ONE;
  }

  /** All definitions, by name. */
  public Collection<OperationDefinition> definitions() {
    return List.copyOf(byName.values());
  }

  /** What {@code LC_ALL=C; cat operations/*.json} shows. */
  public byte[] source() {
    return source.toByteArray();
  }

  /** The definition for a name or an alias. */
  public Optional<OperationDefinition> find(String nameOrAlias) {
    return Optional.ofNullable(byAnyName.get(nameOrAlias));
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
}
