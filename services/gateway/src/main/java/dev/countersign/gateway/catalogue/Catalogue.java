package dev.countersign.gateway.catalogue;

import dev.countersign.contracts.operation.OperationCatalogue;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;

/** The operations, for everything here that reads requests. */
final class Catalogue {
  /** The schemas compile at their first use: better now than under the first request. */
  @Produces
  @Singleton
  OperationCatalogue operations() {
    var catalogue = OperationCatalogue.load();
    catalogue.definitions().forEach(operation -> catalogue.check(operation, Map.of()));
    return catalogue;
  }
}
