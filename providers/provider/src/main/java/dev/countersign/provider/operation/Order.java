package dev.countersign.provider.operation;

import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.contracts.resource.Snapshot;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was approved, as far as the execution needs it.
 *
 * @param identifier the resource's name, as it was classified
 * @param requester the subject of whoever asked
 * @param instanceClass what the people who agreed were shown; null where nobody had to
 */
public record Order(
    String operationId,
    String operation,
    ResourceKey instance,
    String identifier,
    Map<String, Object> parameters,
    String requester,
    Classification classification,
    @Nullable String instanceClass) {
  /** Carried by everything that an operation creates, so that its probe knows its own. */
  public static final String OPERATION_TAG = Snapshot.OPERATION_TAG;

  public Order {
    parameters = Map.copyOf(parameters);
  }

  /** One that nobody had to agree to. */
  public Order(
      String operationId,
      String operation,
      ResourceKey instance,
      String identifier,
      Map<String, Object> parameters,
      String requester,
      Classification classification) {
    this(operationId, operation, instance, identifier, parameters, requester, classification, null);
  }

  /** A client token for the service: the same for every sending of this operation's call. */
  public String token() {
    return operationId;
  }

  /** A parameter that the catalogue requires. */
  public String text(String name) {
    if (parameters.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalStateException("the catalogue let an operation pass without " + name);
  }

  /** A parameter that may be absent. */
  public @Nullable String optionalText(String name) {
    return parameters.get(name) instanceof String text ? text : null;
  }

  /** A whole number that the catalogue requires. */
  public int number(String name) {
    var number = optionalNumber(name);
    if (number == null) {
      throw new IllegalStateException("the catalogue let an operation pass without " + name);
    }
    return number;
  }

  /** A whole number that may be absent. */
  public @Nullable Integer optionalNumber(String name) {
    return parameters.get(name) instanceof Number number ? number.intValue() : null;
  }

  /** A switch that is off when absent. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(parameters.get(name));
  }
}
