package dev.countersign.executor.rds;

import dev.countersign.contracts.event.StatusEvent.Fault;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** AWS's error codes in plain words. */
final class FaultBook {
  private record Entry(String code, String meaning, String nextStep) {}

  private static final Entry UNKNOWN =
      new Entry(
          "refused-by-rds",
          "RDS refused the operation.",
          "Read RDS's own words; mend what they name, then submit the operation again.");

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
                  "Read RDS's own words, correct the value, and submit the operation again.")),
          Map.entry(
              "InvalidParameterCombination",
              new Entry(
                  "invalid-parameter",
                  "RDS does not accept these values together.",
                  "Read RDS's own words, correct the values, and submit the operation again.")),
          Map.entry(
              "Throttling",
              new Entry(
                  "throttled",
                  "AWS asked us to call less often.",
                  "Submit the operation again when the account is less busy.")));

  /** The fault for an AWS error. */
  static Fault fault(
      @Nullable String awsCode, @Nullable String requestId, @Nullable String awsMessage) {
    var bare = awsCode == null ? "" : bare(awsCode);
    var entry = BY_AWS_CODE.getOrDefault(bare, UNKNOWN);
    var words = awsMessage == null ? "" : " RDS says: " + awsMessage;
    return new Fault(entry.code(), awsCode, requestId, entry.meaning() + words, entry.nextStep());
  }

  /** Some codes come with and without an ending, depending on the endpoint. */
  static String bare(String awsCode) {
    return awsCode.endsWith("Fault") && !awsCode.startsWith("KMS")
        ? awsCode.substring(0, awsCode.length() - "Fault".length())
        : awsCode;
  }

  private FaultBook() {}
}
