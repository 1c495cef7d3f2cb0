package dev.countersign.executor;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.executor.accounts.Accounts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What is read once, at start. A mistake in it stops the start. */
final class Wiring {
  @Produces
  @Singleton
  Accounts accounts(ExecutorSettings settings) {
    return Accounts.read(settings.accountsFile());
  }

  @Produces
  @Singleton
  OperationCatalogue catalogue() {
    return OperationCatalogue.load();
  }
}
