package dev.countersign.executor.accounts;

import dev.countersign.executor.ExecutorSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Read once, at start. */
final class AccountsFile {
  @Produces
  @Singleton
  Accounts accounts(ExecutorSettings settings) {
    return Accounts.read(settings.accountsFile());
  }
}
