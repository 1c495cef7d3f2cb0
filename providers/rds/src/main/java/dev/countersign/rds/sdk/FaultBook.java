package dev.countersign.rds.sdk;

import dev.countersign.aws.AwsCodes;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.redaction.Redaction;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** AWS's error codes in plain words. */
final class FaultBook {
  /** What an AWS code is called here, what it means, and what to do. */
  record FaultText(String code, String meaning, String nextStep) {}

  private static final FaultText UNKNOWN =
      new FaultText(
          "refused-by-rds",
          "RDS refused the operation.",
          "Read RDS's message; fix what it names, then submit the operation again.");

  private static final FaultText IDENTITY =
      new FaultText(
          "session-refused",
          "AWS did not accept the session of the call, even after it was opened again. Nothing was"
              + " done.",
          "Check that the account's role and the executor's own credentials are valid, then submit"
              + " the operation again.");

  private static final FaultText CLOCK =
      new FaultText(
          "clock-refused",
          "AWS did not accept the signature of the call, or the time at which it was signed."
              + " Nothing was done.",
          "Check the clock of the executor's machine, then submit the operation again.");

  private static final Map<String, FaultText> BY_AWS_CODE =
      Map.ofEntries(
          Map.entry(
              "DBInstanceNotFound",
              new FaultText(
                  "instance-gone",
                  "The instance does not exist any more.",
                  "Look it up again; it may have been renamed or deleted.")),
          Map.entry(
              "DBSnapshotAlreadyExists",
              new FaultText(
                  "snapshot-exists",
                  "There is already a snapshot of that name.",
                  "Choose another snapshot_id, or delete the existing snapshot first.")),
          Map.entry(
              "SnapshotQuotaExceeded",
              new FaultText(
                  "snapshot-quota",
                  "The account has as many manual snapshots as it may have in this region.",
                  "Delete snapshots that are not needed, or ask AWS for a higher quota.")),
          Map.entry(
              "InvalidDBInstanceState",
              new FaultText(
                  "wrong-state",
                  "RDS is busy with the instance, or its state does not allow this.",
                  "Wait until it is available, then submit the operation again.")),
          Map.entry(
              "AccessDenied",
              new FaultText(
                  "not-permitted",
                  "The role in that account does not permit this.",
                  "Have the account's owner extend the role by this action.")),
          Map.entry(
              "UnauthorizedOperation",
              new FaultText(
                  "not-permitted",
                  "The role in that account does not permit this.",
                  "Have the account's owner extend the role by this action.")),
          Map.entry(
              "KMSKeyNotAccessibleFault",
              new FaultText(
                  "kms-key",
                  "The instance's encryption key cannot be used.",
                  "Enable the KMS key, or let the role use it.")),
          Map.entry(
              "InsufficientDBInstanceCapacity",
              new FaultText(
                  "no-capacity",
                  "AWS has no capacity of that kind in this zone now.",
                  "Try later, or choose another instance class.")),
          Map.entry(
              "StorageQuotaExceeded",
              new FaultText(
                  "storage-quota",
                  "The account's storage quota does not allow this.",
                  "Free storage, or ask AWS for a higher quota.")),
          Map.entry(
              "DBParameterGroupNotFound",
              new FaultText(
                  "parameter-group-not-found",
                  "There is no parameter group of that name in the account and region.",
                  "Correct the name, or create the group first.")),
          Map.entry(
              "DBSnapshotNotFound",
              new FaultText(
                  "snapshot-gone",
                  "The snapshot does not exist any more.",
                  "Nothing is left to be done, unless the name was wrong.")),
          Map.entry(
              "DBClusterNotFound",
              new FaultText(
                  "cluster-gone",
                  "The cluster does not exist any more.",
                  "Find out who deleted it. Its final snapshot, if one was taken, can be restored.")),
          Map.entry(
              "InvalidDBClusterState",
              new FaultText(
                  "wrong-state",
                  "The cluster's state does not allow this now.",
                  "Wait until RDS has finished, then submit the operation again.")),
          Map.entry(
              "DBClusterSnapshotAlreadyExists",
              new FaultText(
                  "snapshot-exists",
                  "There is already a cluster snapshot of this name.",
                  "Choose another snapshot_id, or delete the existing snapshot first.")),
          Map.entry(
              "DBClusterSnapshotNotFound",
              new FaultText(
                  "snapshot-gone",
                  "The cluster snapshot does not exist any more.",
                  "Nothing is left to be done, unless the name was wrong.")),
          Map.entry(
              "InvalidDBClusterSnapshotState",
              new FaultText(
                  "snapshot-busy",
                  "The cluster snapshot is being made, copied or shared.",
                  "Wait until that is over, then submit the operation again.")),
          Map.entry(
              "InvalidDBSnapshotState",
              new FaultText(
                  "snapshot-busy",
                  "The snapshot is being made, copied or shared.",
                  "Wait until that is over, then submit the operation again.")),
          Map.entry(
              "InvalidParameterValue",
              new FaultText(
                  "invalid-parameter",
                  "RDS does not accept one of the values.",
                  "Read RDS's message, correct the value, and submit the operation again.")),
          Map.entry(
              "InvalidParameterCombination",
              new FaultText(
                  "invalid-parameter",
                  "RDS does not accept these values together.",
                  "Read RDS's message, correct the values, and submit the operation again.")),
          Map.entry(
              "InsufficientStorageClusterCapacity",
              new FaultText(
                  "no-capacity",
                  "AWS has no storage of that kind in this zone now.",
                  "Try later, or choose another storage type.")),
          Map.entry(
              "InstanceQuotaExceeded",
              new FaultText(
                  "instance-quota",
                  "The account has as many instances as it may have in this region.",
                  "Delete instances that are not needed, or ask AWS for a higher quota.")),
          Map.entry(
              "InvalidSubnet",
              new FaultText(
                  "network",
                  "The instance's subnet group does not allow this.",
                  "Have the network's owner fix the subnet group.")),
          Map.entry(
              "InvalidVPCNetworkState",
              new FaultText(
                  "network",
                  "The instance's network does not allow this.",
                  "Have the network's owner fix the VPC.")),
          Map.entry(
              "DBUpgradeDependencyFailure",
              new FaultText(
                  "upgrade-dependency",
                  "Something that the instance depends on has to be upgraded first.",
                  "Read RDS's message and upgrade what it names first.")),
          Map.entry(
              "ProvisionedIopsNotAvailableInAZ",
              new FaultText(
                  "no-capacity",
                  "This zone has no provisioned IOPS now.",
                  "Try later, or choose another storage type.")),
          Map.entry(
              "StorageTypeNotSupported",
              new FaultText(
                  "invalid-parameter",
                  "The engine or class does not take this storage type.",
                  "Choose another storage type.")),
          Map.entry(
              "ExpiredToken",
              new FaultText(
                  "session-ended",
                  "The call's session ended before RDS took the call. Nothing was done.",
                  "Submit the operation again; if it happens often, check the clocks.")),
          Map.entry(
              "RequestLimitExceeded",
              new FaultText(
                  "throttled",
                  "AWS throttles the calls.",
                  "Submit the operation again when the account is less busy.")),
          Map.entry(
              "OptInRequired",
              new FaultText(
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
              new FaultText(
                  "not-permitted",
                  "The role in that account does not permit this.",
                  "Have the account's owner extend the role by this action.")),
          Map.entry(
              "Throttling",
              new FaultText(
                  "throttled",
                  "AWS throttles the calls.",
                  "Submit the operation again when the account is less busy.")));

  /** The fault for an AWS error. */
  static Fault fault(
      @Nullable String awsCode, @Nullable String requestId, @Nullable String awsMessage) {
    var bare = awsCode == null ? "" : AwsCodes.bare(awsCode);
    var entry = BY_AWS_CODE.getOrDefault(bare, UNKNOWN);
    var words = awsMessage == null ? "" : " RDS says: " + Redaction.text(awsMessage);
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
  static SortedMap<String, FaultText> entries() {
    return new TreeMap<>(BY_AWS_CODE);
  }

  static FaultText unknown() {
    return UNKNOWN;
  }

  /** Where the documentation explains an AWS code. */
  static String anchor(String awsCode) {
    return "aws-" + awsCode.toLowerCase(Locale.ROOT);
  }

  private FaultBook() {}
}
