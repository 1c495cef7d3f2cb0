package dev.countersign.policy.core.approval;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.policy.core.ruling.Facts;
import dev.countersign.policy.core.ruling.ProductionTier;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which operations an approval rule asks for approval of: those that fit everything that is given
 * here. What is empty fits every operation. Sorted, so that the order in the file changes nothing.
 *
 * @param operations names from the catalogue, aliases resolved
 * @param accounts ids of AWS accounts
 * @param tags of the resource, all of them, compared exactly
 * @param tiers how the settings treat the operation on production
 * @param interruptsService whether clients of the database notice; null for either
 */
public record When(
    Set<String> operations,
    Set<Environment> environments,
    Set<String> accounts,
    Map<String, String> tags,
    Set<ProductionTier> tiers,
    @Nullable Boolean interruptsService) {
  public When {
    operations = Collections.unmodifiableSet(new TreeSet<>(operations));
    environments = Collections.unmodifiableSet(new TreeSet<>(environments));
    accounts = Collections.unmodifiableSet(new TreeSet<>(accounts));
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    tiers = Collections.unmodifiableSet(new TreeSet<>(tiers));
  }

  /** Whether all of it holds. Cedar finds the same. */
  public boolean holds(Facts facts) {
    return (operations.isEmpty() || operations.contains(facts.operation()))
        && (environments.isEmpty() || environments.contains(facts.environment()))
        && (accounts.isEmpty() || accounts.contains(facts.account()))
        && facts.tags().entrySet().containsAll(tags.entrySet())
        && (tiers.isEmpty() || tiers.contains(facts.tier()))
        && (interruptsService == null
            || interruptsService == facts.consequences().interruptsService());
  }
}
