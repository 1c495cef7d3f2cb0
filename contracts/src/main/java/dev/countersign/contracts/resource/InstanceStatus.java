package dev.countersign.contracts.resource;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The values of {@code DBInstanceStatus} that AWS publishes, and what each says about an instance.
 * Source: "Viewing Amazon RDS DB instance status" in the RDS user guide; those of RDS Custom and of
 * Aurora members are in their guides.
 */
public final class InstanceStatus {
  /** What a status says about an instance. */
  public enum Nature {
    /** In service, and RDS takes operations; it may still be at work in the background. */
    USABLE,
    /** RDS is at work and will leave this by itself. */
    BUSY,
    /** At rest until somebody starts it. */
    STOPPED,
    /** Out of storage: in service for reading, and mended by more storage. */
    FULL,
    /** Out of order, and one of our operations can mend it. */
    MENDABLE,
    /** Out of order; nothing that is done here mends it. */
    BROKEN,
    /** It is being deleted. */
    LEAVING
  }

  private static final String INCOMPATIBLE = "incompatible-";

  private static final Map<String, Nature> PUBLISHED =
      Map.ofEntries(
          entry("available", Nature.USABLE),
          entry("storage-initialization", Nature.USABLE),
          entry("storage-optimization", Nature.USABLE),
          entry("backing-up", Nature.BUSY),
          entry("backtracking", Nature.BUSY),
          entry("configuring-enhanced-monitoring", Nature.BUSY),
          entry("configuring-iam-database-auth", Nature.BUSY),
          entry("configuring-log-exports", Nature.BUSY),
          entry("converting-to-vpc", Nature.BUSY),
          entry("creating", Nature.BUSY),
          entry("delete-precheck", Nature.BUSY),
          entry("maintenance", Nature.BUSY),
          entry("modifying", Nature.BUSY),
          entry("moving-to-vpc", Nature.BUSY),
          entry("rebooting", Nature.BUSY),
          entry("renaming", Nature.BUSY),
          entry("resetting-master-credentials", Nature.BUSY),
          entry("starting", Nature.BUSY),
          entry("stopping", Nature.BUSY),
          entry("storage-config-upgrade", Nature.BUSY),
          entry("upgrading", Nature.BUSY),
          entry("stopped", Nature.STOPPED),
          entry("storage-full", Nature.FULL),
          entry("inaccessible-encryption-credentials-recoverable", Nature.MENDABLE),
          entry("incompatible-parameters", Nature.MENDABLE),
          entry("failed", Nature.BROKEN),
          entry("inaccessible-encryption-credentials", Nature.BROKEN),
          entry("incompatible-create", Nature.BROKEN),
          entry("incompatible-credentials", Nature.BROKEN),
          entry("incompatible-network", Nature.BROKEN),
          entry("incompatible-option-group", Nature.BROKEN),
          entry("incompatible-restore", Nature.BROKEN),
          entry("insufficient-capacity", Nature.BROKEN),
          entry("modify-failed", Nature.BROKEN),
          entry("restore-error", Nature.BROKEN),
          entry("unsupported-configuration", Nature.BROKEN),
          entry("upgrade-failed", Nature.BROKEN),
          entry("deleting", Nature.LEAVING));

  /** All of them, by name. */
  public static SortedSet<String> published() {
    return new TreeSet<>(PUBLISHED.keySet());
  }

  /** What it says; empty for one that AWS has added since. */
  public static Optional<Nature> nature(String status) {
    var nature = PUBLISHED.get(status);
    return nature == null && status.startsWith(INCOMPATIBLE)
        ? Optional.of(Nature.BROKEN)
        : Optional.ofNullable(nature);
  }

  private InstanceStatus() {}
}
