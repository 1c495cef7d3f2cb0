package dev.countersign.policy.core.role;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What somebody may do. */
public enum Role {
  /** Looks. */
  VIEWER("Viewer"),
  /** Asks for operations outside of production, and for safe ones on production. */
  OPERATOR("Operator"),
  /** An administrator of databases: asks for every operation, cancels and resolves any. */
  DBA("DBA"),
  /** As a DBA. */
  ADMIN("Admin"),
  /** Votes where people are asked for their approval. */
  APPROVER("Approver"),
  /** Looks, and reads the ledger. */
  AUDITOR("Auditor"),
  /** Skips approvals and freezes in an emergency, where the settings allow it; nothing else. */
  BREAK_GLASS("BreakGlass");

  /** Those that may ask for operations. */
  public static final Set<Role> OPERATORS = Set.copyOf(EnumSet.of(OPERATOR, DBA, ADMIN));

  /** Those that may ask for risky operations on production, and cancel and resolve any. */
  public static final Set<Role> ADMINISTRATORS = Set.copyOf(EnumSet.of(DBA, ADMIN));

  /** Those that may vote, where their group is asked. */
  public static final Set<Role> VOTERS = Set.copyOf(EnumSet.of(OPERATOR, DBA, ADMIN, APPROVER));

  /** Those that may close the review of somebody else's break-glass. */
  public static final Set<Role> REVIEWERS = Set.copyOf(EnumSet.of(DBA, ADMIN, APPROVER));

  /** The one that may use a break-glass. */
  public static final Set<Role> EMERGENCY = Set.of(BREAK_GLASS);

  private final String title;

  Role(String title) {
    this.title = title;
  }

  /** As in the settings, for example {@code BreakGlass}. */
  public String title() {
    return title;
  }

  /** Reads {@link #title}. */
  public static Role of(String title) {
    return Arrays.stream(values())
        .filter(role -> role.title.equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no role " + title));
  }

  /** All titles. */
  public static List<String> titles() {
    return Arrays.stream(values()).map(Role::title).toList();
  }
}
