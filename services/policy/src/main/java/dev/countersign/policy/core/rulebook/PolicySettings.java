package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.BreakGlass;
import dev.countersign.policy.core.approval.Delegation;
import dev.countersign.policy.core.approval.Electorate;
import dev.countersign.policy.core.approval.FreezeOverride;
import dev.countersign.policy.core.classification.ClassificationSettings;
import dev.countersign.policy.core.freeze.FreezeSettings;
import dev.countersign.policy.core.role.Place;
import dev.countersign.policy.core.role.Role;
import dev.countersign.policy.core.role.Roles;
import dev.countersign.policy.core.ruling.ProductionTier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
 * @param freezeOverrides where people may agree to an operation in a freeze
 * @param delegations who votes in whose stead
 * @param breakGlass where approvals and freezes may be skipped in an emergency; null for nowhere
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
    FreezeSettings freezes,
    List<FreezeOverride> freezeOverrides,
    List<Delegation> delegations,
    @Nullable BreakGlass breakGlass) {
  public PolicySettings {
    safeProductionOperations = Set.copyOf(safeProductionOperations);
    riskyProductionOperations = Set.copyOf(riskyProductionOperations);
    approvalRules = List.copyOf(approvalRules);
    freezeOverrides = List.copyOf(freezeOverrides);
    delegations = List.copyOf(delegations);
  }

  /** The same with the gate of the settings open, or closed. */
  public PolicySettings withProduction(boolean open) {
    return new PolicySettings(
        open,
        safeProductionOperations,
        riskyProductionOperations,
        roles,
        classification,
        approvalRules,
        decisionValidity,
        parkingTime,
        requestAge,
        clockTolerance,
        freezes,
        freezeOverrides,
        delegations,
        breakGlass);
  }

  /** Whether this person may ask for operations there. */
  public boolean isOperator(Requester requester, Place place) {
    return roles.any(Role.OPERATORS, place, requester.groups());
  }

  /** Whether this person may use a break-glass there, where the rules allow one. */
  public boolean isForEmergencies(Requester requester, Place place) {
    return roles.any(Role.EMERGENCY, place, requester.groups());
  }

  /** Whether this person may close the review of somebody else's break-glass there. */
  public boolean isReviewer(Requester requester, Place place) {
    return roles.any(Role.REVIEWERS, place, requester.groups());
  }

  /** Whether approval rules are skipped, once the rules have permitted the request. */
  boolean skipsApprovals(OperationRequested request) {
    return breakGlass != null && request.breakGlass() != null && breakGlass.approvals();
  }

  /** Whether freezes are skipped, once the rules have permitted the request. */
  boolean skipsFreezes(OperationRequested request) {
    return breakGlass != null && request.breakGlass() != null && breakGlass.freezes();
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

  /** Who may vote there on what this person asks for. */
  public Electorate electorate(Requester requester, Place place, Instant now) {
    return new Electorate(roles, place, delegations, requester.subject(), now);
  }
}
