package dev.countersign.executor.intake;

import dev.countersign.contracts.operation.OperationCatalogue;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Read once, at start. */
final class Catalogue {
  @Produces
  @Singleton
  OperationCatalogue catalogue() {
    return OperationCatalogue.load();
  }
}
