package dev.countersign.executor.providers;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.provider.Provider;
import dev.countersign.provider.operation.Operation;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sight;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The providers of the class path, and what carries out each definition. A definition without a
 * provider, or whose provider does not know it, stops the start.
 */
public final class Providers {
  private static final OperationCatalogue CATALOGUE = OperationCatalogue.load();
  private static final Map<String, Provider> BY_SERVICE = byService();
  private static final Map<String, Operation<Sight>> BY_NAME = byName();

  private static Map<String, Provider> byService() {
    var providers = new TreeMap<String, Provider>();
    for (var provider : ServiceLoader.load(Provider.class, Providers.class.getClassLoader())) {
      var other = providers.putIfAbsent(provider.service(), provider);
      if (other != null) {
        throw new IllegalStateException(
            "both %s and %s are for the service %s"
                .formatted(other.getClass(), provider.getClass(), provider.service()));
      }
    }
    return providers;
  }

  private static Map<String, Operation<Sight>> byName() {
    var operations = new HashMap<String, Operation<Sight>>();
    for (var definition : CATALOGUE.definitions()) {
      operations.put(definition.name(), carryingOut(definition, BY_SERVICE));
    }
    return Map.copyOf(operations);
  }

  /** A provider's sights are handed to its own operations, and to no others. */
  @SuppressWarnings("unchecked")
  static Operation<Sight> carryingOut(
      OperationDefinition definition, Map<String, Provider> providers) {
    var provider = providers.get(definition.service());
    if (provider == null) {
      throw new IllegalStateException(
          "operations/%s.json is of the service %s, for which there is no provider on the class path"
              .formatted(definition.name(), definition.service()));
    }
    return (Operation<Sight>)
        provider
            .operation(definition.name())
            .orElseThrow(() ->
                new IllegalStateException(
                    "operations/%s.json has no operation in %s"
                        .formatted(definition.name(), provider.getClass())));
  }

  /** All of them. */
  public static Collection<Provider> all() {
    return BY_SERVICE.values();
  }

  /** The provider of a service that there is. */
  public static Provider of(String service) {
    var provider = BY_SERVICE.get(service);
    if (provider == null) {
      throw new IllegalArgumentException("no provider for " + service);
    }
    return provider;
  }

  /** The provider of an order that was let in. */
  public static Provider of(Order order) {
    return of(definition(order).service());
  }

  /** What carries out a definition; empty for a name that this version does not know. */
  public static Optional<Operation<Sight>> operation(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** What carries out an order that was let in. */
  public static Operation<Sight> operation(Order order) {
    return operation(order.operation())
        .orElseThrow(() -> new IllegalStateException("let in without an operation"));
  }

  /** The definition of an order that was let in. */
  public static OperationDefinition definition(Order order) {
    return CATALOGUE
        .find(order.operation())
        .orElseThrow(() -> new IllegalStateException("let in without a definition"));
  }

  private Providers() {}
}
