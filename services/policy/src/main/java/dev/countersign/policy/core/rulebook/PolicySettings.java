package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.event.Requester;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.classification.ClassificationSettings;
import dev.countersign.policy.core.freeze.FreezeSettings;
import dev.countersign.policy.core.role.Place;
import dev.countersign.policy.core.role.Role;
import dev.countersign.policy.core.role.Roles;
import dev.countersign.policy.core.ruling.ProductionTier;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The settings file, read.
 *
 * @param enableProductionOperations one of the two gates
 * @param safeProductionOperations names from the catalogue, aliases resolved: those of the file, or
 *     those that are defined so
 * @param riskyProductionOperations likewise; no name is in both
 * @param roles who may do what where
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
    Roles roles,
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
    approvalRules = List.copyOf(approvalRules);
  }

  /** Whether this person may ask for operations there. */
  public boolean isOperator(Requester requester, Place place) {
    return roles.any(Role.OPERATORS, place, requester.groups());
  }

  ProductionTier tier(String operation) {
    if (riskyProductionOperations.contains(operation)) {
      return ProductionTier.RISKY;
    }
    return safeProductionOperations.contains(operation)
        ? ProductionTier.SAFE
        : ProductionTier.UNLISTED;
  }

  /** Whether this person is a DBA or an Admin there. */
  public boolean isAdministrator(Requester requester, Place place) {
    return roles.any(Role.ADMINISTRATORS, place, requester.groups());
  }

  /** Whether this person may vote there, where their group is asked. */
  public boolean isVoter(Requester requester, Place place) {
    return roles.any(Role.VOTERS, place, requester.groups());
  }
}
