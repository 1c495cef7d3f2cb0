package dev.countersign.rds.sdk;

import dev.countersign.aws.AwsCodes;
import dev.countersign.contracts.event.StatusEvent.Fault;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** AWS's error codes in plain words. */
final class FaultBook {
  /** What an AWS code is called here, what it means, and what to do. */
  record Entry(String code, String meaning, String nextStep) {}

  private static final Entry UNKNOWN =
      new Entry(
          "refused-by-rds",
          "RDS refused the operation.",
          "Read RDS's message; fix what it names, then submit the operation again.");

  private static final Entry IDENTITY =
      new Entry(
          "session-refused",
          "AWS did not accept the session of the call, even after it was opened again. Nothing was"
              + " done.",
          "Check that the account's role and the executor's own credentials are valid, then submit"
              + " the operation again.");

  private static final Entry CLOCK =
      new Entry(
          "clock-refused",
          "AWS did not accept the signature of the call, or the time at which it was signed."
              + " Nothing was done.",
          "Check the clock of the executor's machine, then submit the operation again.");

  private static final Map<String, Entry> BY_AWS_CODE =
      Map.ofEntries(
          Map.entry(
              "DBInstanceNotFound",
              new Entry(
                  "instance-gone",
                  "The instance does not exist any more.",
                  "Look it up again; it may have been renamed or deleted.")),
          Map.entry(
              "DBSnapshotAlreadyExists",
              new Entry(
                  "snapshot-exists",
                  "There is already a snapshot of that name.",
                  "Choose another snapshot_id, or delete the existing snapshot first.")),
          Map.entry(
              "SnapshotQuotaExceeded",
              new Entry(
                  "snapshot-quota",
                  "The account has as many manual snapshots as it may have in this region.",
                  "Delete snapshots that are not needed, or ask AWS for a higher quota.")),
          Map.entry(
              "InvalidDBInstanceState",
              new Entry(
                  "wrong-state",
                  "RDS is busy with the instance, or its state does not allow this.",
                  "Wait until it is available, then submit the operation again.")),
          Map.entry(
              "AccessDenied",
              new Entry(
                  "not-permitted",
                  "The role in that account does not permit this.",
                  "Have the account's owner extend the role by this action.")),
          Map.entry(
              "UnauthorizedOperation",
              new Entry(
                  "not-permitted",
                  "The role in that account does not permit this.",
                  "Have the account's owner extend the role by this action.")),
          Map.entry(
              "KMSKeyNotAccessibleFault",
              new Entry(
                  "kms-key",
                  "The instance's encryption key cannot be used.",
                  "Enable the KMS key, or let the role use it.")),
          Map.entry(
              "InsufficientDBInstanceCapacity",
              new Entry(
                  "no-capacity",
                  "AWS has no capacity of that kind in this zone now.",
                  "Try later, or choose another instance class.")),
          Map.entry(
              "StorageQuotaExceeded",
              new Entry(
                  "storage-quota",
                  "The account's storage quota does not allow this.",
                  "Free storage, or ask AWS for a higher quota.")),
          Map.entry(
              "DBParameterGroupNotFound",
              new Entry(
                  "parameter-group-not-found",
                  "There is no parameter group of that name in the account and region.",
                  "Correct the name, or create the group first.")),
          Map.entry(
              "DBSnapshotNotFound",
              new Entry(
                  "snapshot-gone",
                  "The snapshot does not exist any more.",
                  "Nothing is left to be done, unless the name was wrong.")),
          Map.entry(
              "DBClusterNotFound",
              new Entry(
                  "cluster-gone",
                  "The cluster does not exist any more.",
                  "Find out who deleted it. Its final snapshot, if one was taken, can be restored.")),
          Map.entry(
              "InvalidDBClusterState",
              new Entry(
                  "wrong-state",
                  "The cluster's state does not allow this now.",
                  "Wait until RDS has finished, then submit the operation again.")),
          Map.entry(
              "DBClusterSnapshotAlreadyExists",
              new Entry(
                  "snapshot-exists",
                  "There is already a cluster snapshot of this name.",
                  "Choose another snapshot_id, or delete the existing snapshot first.")),
          Map.entry(
              "DBClusterSnapshotNotFound",
              new Entry(
                  "snapshot-gone",
                  "The cluster snapshot does not exist any more.",
                  "Nothing is left to be done, unless the name was wrong.")),
          Map.entry(
              "InvalidDBClusterSnapshotState",
              new Entry(
                  "snapshot-busy",
                  "The cluster snapshot is being made, copied or shared.",
                  "Wait until that is over, then submit the operation again.")),
          Map.entry(
              "InvalidDBSnapshotState",
              new Entry(
                  "snapshot-busy",
                  "The snapshot is being made, copied or shared.",
                  "Wait until that is over, then submit the operation again.")),
          Map.entry(
              "InvalidParameterValue",
              new Entry(
                  "invalid-parameter",
                  "RDS does not accept one of the values.",
                  "Read RDS's message, correct the value, and submit the operation again.")),
          Map.entry(
              "InvalidParameterCombination",
              new Entry(
                  "invalid-parameter",
                  "RDS does not accept these values together.",
                  "Read RDS's message, correct the values, and submit the operation again.")),
          Map.entry(
              "InsufficientStorageClusterCapacity",
              new Entry(
                  "no-capacity",
                  "AWS has no storage of that kind in this zone now.",
                  "Try later, or choose another storage type.")),
          Map.entry(
              "InstanceQuotaExceeded",
              new Entry(
                  "instance-quota",
                  "The account has as many instances as it may have in this region.",
                  "Delete instances that are not needed, or ask AWS for a higher quota.")),
          Map.entry(
              "InvalidSubnet",
              new Entry(
                  "network",
                  "The instance's subnet group does not allow this.",
                  "Have the network's owner fix the subnet group.")),
          Map.entry(
              "InvalidVPCNetworkState",
              new Entry(
                  "network",
                  "The instance's network does not allow this.",
                  "Have the network's owner fix the VPC.")),
          Map.entry(
              "DBUpgradeDependencyFailure",
              new Entry(
                  "upgrade-dependency",
                  "Something that the instance depends on has to be upgraded first.",
                  "Read RDS's message and upgrade what it names first.")),
          Map.entry(
              "ProvisionedIopsNotAvailableInAZ",
              new Entry(
                  "no-capacity",
                  "This zone has no provisioned IOPS now.",
                  "Try later, or choose another storage type.")),
          Map.entry(
              "StorageTypeNotSupported",
              new Entry(
                  "invalid-parameter",
                  "The engine or class does not take this storage type.",
                  "Choose another storage type.")),
          Map.entry(
              "ExpiredToken",
              new Entry(
                  "session-ended",
                  "The call's session ended before RDS took the call. Nothing was done.",
                  "Submit the operation again; if it happens often, check the clocks.")),
          Map.entry(
              "RequestLimitExceeded",
              new Entry(
                  "throttled",
                  "AWS throttles the calls.",
                  "Submit the operation again when the account is less busy.")),
          Map.entry(
              "OptInRequired",
              new Entry(
                  "not-permitted",
                  "The account is not signed up for this.",
                  "Have the account's owner enable RDS there.")),
          Map.entry("AuthFailure", IDENTITY),
          Map.entry("IncompleteSignature", IDENTITY),
          Map.entry("InvalidClientTokenId", IDENTITY),
          Map.entry("InvalidSignature", IDENTITY),
          Map.entry("InvalidToken", IDENTITY),
          Map.entry("MissingAuthenticationToken", IDENTITY),
          Map.entry("RequestExpired", CLOCK),
          Map.entry("RequestInTheFuture", CLOCK),
          Map.entry("RequestTimeTooSkewed", CLOCK),
          Map.entry("SignatureDoesNotMatch", CLOCK),
          Map.entry("TokenRefreshRequired", IDENTITY),
          Map.entry("UnrecognizedClient", IDENTITY),
          Map.entry(
              "NotAuthorized",
              new Entry(
                  "not-permitted",
                  "The role in that account does not permit this.",
                  "Have the account's owner extend the role by this action.")),
          Map.entry(
              "Throttling",
              new Entry(
                  "throttled",
                  "AWS throttles the calls.",
                  "Submit the operation again when the account is less busy.")));

  /** The fault for an AWS error. */
  static Fault fault(
      @Nullable String awsCode, @Nullable String requestId, @Nullable String awsMessage) {
    var bare = awsCode == null ? "" : AwsCodes.bare(awsCode);
    var entry = BY_AWS_CODE.getOrDefault(bare, UNKNOWN);
    var words = awsMessage == null ? "" : " RDS says: " + awsMessage;
    var anchor = BY_AWS_CODE.containsKey(bare) ? anchor(bare) : entry.code();
    return new Fault(
        entry.code(),
        awsCode,
        requestId,
        entry.meaning() + words,
        entry.nextStep(),
        Fault.PAGE + anchor);
  }

  /** Everything that is in the book, and last what is said of a code that is not. */
  static SortedMap<String, Entry> entries() {
    return new TreeMap<>(BY_AWS_CODE);
  }

  static Entry unknown() {
    return UNKNOWN;
  }

  /** Where the documentation explains an AWS code. */
  static String anchor(String awsCode) {
    return "aws-" + awsCode.toLowerCase(Locale.ROOT);
  }

  private FaultBook() {}
}
