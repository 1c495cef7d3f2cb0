package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.event.Requester;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.classification.ClassificationSettings;
import dev.countersign.policy.core.freeze.FreezeSettings;
import dev.countersign.policy.core.ruling.ProductionTier;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings file, read.
 *
 * @param enableProductionOperations one of the two gates
 * @param safeProductionOperations names from the catalogue, aliases resolved: those of the file, or
 *     those that are defined so
 * @param riskyProductionOperations likewise; no name is in both
 * @param administratorGroups whose members may ask for risky operations and cancel any operation
 * @param operatorGroups whose members may ask for operations; administrators may in any case
 * @param approvalRules which operations need the approval of people
 * @param decisionValidity how long after a decision the executor may start
 * @param parkingTime how long a request waits for its resource to become known
 * @param requestAge how long after it was made a request may still be decided, and started
 * @param clockTolerance how far in the future the time of a request may lie
 */
public record PolicySettings(
    boolean enableProductionOperations,
    Set<String> safeProductionOperations,
    Set<String> riskyProductionOperations,
    List<String> administratorGroups,
    List<String> operatorGroups,
    ClassificationSettings classification,
    List<ApprovalRule> approvalRules,
    Duration decisionValidity,
    Duration parkingTime,
    Duration requestAge,
    Duration clockTolerance,
    FreezeSettings freezes) {
  public PolicySettings {
    safeProductionOperations = Set.copyOf(safeProductionOperations);
    riskyProductionOperations = Set.copyOf(riskyProductionOperations);
    administratorGroups = List.copyOf(administratorGroups);
    operatorGroups = List.copyOf(operatorGroups);
    approvalRules = List.copyOf(approvalRules);
  }

  /** The groups that a person has to be in at least one of, for a sentence. */
  String operators() {
    return Stream.concat(operatorGroups.stream(), administratorGroups.stream())
        .distinct()
        .collect(Collectors.joining(" or "));
  }

  /** Whether this person is in a group that may ask for operations. */
  public boolean isOperator(Requester requester) {
    return isAdministrator(requester)
        || operatorGroups.stream().anyMatch(requester.groups()::contains);
  }

  ProductionTier tier(String operation) {
    if (riskyProductionOperations.contains(operation)) {
      return ProductionTier.RISKY;
    }
    return safeProductionOperations.contains(operation)
        ? ProductionTier.SAFE
        : ProductionTier.UNLISTED;
  }

  /** Whether this person is in one of the administrators' groups. Names are compared exactly. */
  public boolean isAdministrator(Requester requester) {
    return administratorGroups.stream().anyMatch(requester.groups()::contains);
  }
}
