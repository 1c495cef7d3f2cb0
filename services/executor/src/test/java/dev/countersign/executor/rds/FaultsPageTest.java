package dev.countersign.executor.rds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page of faults is made from the book that the executor reads AWS's errors by. */
class FaultsPageTest {
  private static final String HEAD =
      """
      # When an operation fails

      Made by `FaultsPageTest` from what the executor knows; do not edit. After a change, run the test with
      `-Dcountersign.write-docs=true`.

      A failed operation has a `fault`: `code` is ours and stable, `aws_code` and `aws_request_id` are as AWS gave them, `meaning` and
      `next_step` are for people, and `help` leads to one of the anchors below. Throttling, a wrong state and calls that were not sent are
      tried again first, as long as the approval lasts; what follows is what is said when that was no use.

      ## Refused by AWS

      """;

  private static final String OWN =
      """

      ## Found by Countersign

      """;

  /** A call of one of the few methods that make a fault, with its code among its first words. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?:new Fault|[Rr]efuse|fault|refusal)\\(\\s*(?:order,\\s*)?\"([a-z]+(?:-[a-z]+)+)\"");

  private static final Map<String, String[]> FOUND_HERE =
      Map.ofEntries(
          entry(
              "account-not-configured",
              "The executor is not set up for the account or the region.",
              "Have them added to the executor's accounts file."),
          entry(
              "backups-are-off",
              "The instance keeps no automated backups, so it has no backup window.",
              "Set a backup retention first."),
          entry(
              "cannot-be-stopped",
              "RDS does not stop instances of this kind: read replicas, their sources, Multi-AZ SQL Server.",
              "Do what the fault names first, or leave it running."),
          entry(
              "class-not-orderable",
              "RDS does not offer this class for the engine and version.",
              "Choose another class."),
          entry(
              "classification-changed",
              "The instance's name or tags have changed since it was approved.",
              "Submit the operation again; it will be decided for the instance as it is now."),
          entry(
              "cluster-member",
              "The instance belongs to a cluster, which decides about this.",
              "Change the cluster instead."),
          entry(
              "confirmation-required",
              "On production, and by now the operation would lessen the instance's protection (keep"
                  + " backups for fewer days than were set meanwhile, for example), which nobody"
                  + " confirmed.",
              "Submit it again with `confirm_production: true`, if you mean it."),
          entry(
              "decision-expired",
              "The approval expired before the operation could be started, or just when the call was made; nothing was done.",
              "Submit the operation again."),
          entry(
              "decision-mismatch",
              "The approval is about another request or instance.",
              "Tell whoever runs Countersign; submit the operation again."),
          entry(
              "decision-not-trusted",
              "The approval is not signed by a key that the executor trusts.",
              "Tell whoever runs Countersign: keys differ, or somebody forges decisions."),
          entry(
              "ended-in-trouble",
              "RDS took the call, and the instance has run into trouble since.",
              "Look at the instance's events and mend it before anything else."),
          entry(
              "given-up",
              "RDS took the call and gave it up later.",
              "Mend what RDS's event names, then submit it again."),
          entry(
              "instance-gone",
              "The instance that was approved does not exist any more; another one may carry its name.",
              "Look it up again."),
          entry("iops-missing", "This storage type needs provisioned IOPS.", "Give iops."),
          entry(
              "magnetic-storage",
              "Magnetic storage cannot do this.",
              "Change the storage type first."),
          entry(
              "engine-not-supported",
              "RDS does not offer this for the instance's engine, or it belongs to another service.",
              "Use the means that this engine or service has for it."),
          entry(
              "modification-failed",
              "RDS took the modification and gave it up later; the old value is in force.",
              "Mend what RDS's event names, then submit it again."),
          entry(
              "no-standby",
              "There is no standby in another availability zone to fail over to.",
              "Submit it with force_failover false, or make the instance Multi-AZ first."),
          entry(
              "not-done",
              "The call was lost on its way and had no effect; meanwhile the approval expired.",
              "Submit the operation again."),
          entry(
              "not-of-this-storage-type",
              "The instance's storage type does not have this setting.",
              "Leave it out, or change the storage type."),
          entry(
              "not-reachable",
              "RDS could not be reached; nothing was sent.",
              "Submit the operation again when RDS can be reached."),
          entry("nothing-to-change", "It is so already.", "Nothing is left to be done."),
          entry(
              "operation-unknown",
              "This executor does not know the operation.",
              "Tell whoever runs Countersign: the services have different versions."),
          entry(
              "other-parameter-group-family",
              "The parameter group is for another engine or version.",
              "Choose a group of the instance's family."),
          entry(
              "parameters-invalid",
              "The approved parameters are not what the operation takes.",
              "Correct them and submit the operation again."),
          entry(
              "pending-changes",
              "Applying at once would apply other changes that wait, too.",
              "Look at them and name them in `also_apply`, or wait for the maintenance window."),
          entry(
              "record-unreadable",
              "What is on record of the operation cannot be read.",
              "Tell whoever runs Countersign: somebody changed the executor's records, or another version wrote them."),
          entry(
              "refused-by-rds",
              "RDS refused the operation with a code that is not in this table.",
              "Read RDS's own words; mend what they name, then submit the operation again."),
          entry(
              "replica-without-backups",
              "RDS makes no backups of read replicas of this engine.",
              "Take the snapshot of the replica's source."),
          entry(
              "snapshot-exists",
              "There is already a snapshot of that name.",
              "Choose another snapshot_id."),
          entry(
              "snapshot-failed",
              "RDS took the call, and the snapshot failed.",
              "Look at the instance's events; then take another."),
          entry(
              "snapshot-gone",
              "The snapshot was made, and somebody is deleting it.",
              "Find out who deletes it, then submit the operation again."),
          entry(
              "snapshot-missing",
              "The instance is stopped, and ten minutes after the call RDS lists no snapshot of that name.",
              "Take a snapshot after the next start, if it is still needed."),
          entry(
              "snapshot-not-found",
              "There is no manual snapshot of that name.",
              "Correct the name."),
          entry(
              "snapshot-of-another-instance",
              "The snapshot was taken of another instance.",
              "Submit it for the instance that the snapshot is of."),
          entry(
              "storage-cannot-shrink",
              "RDS does not make storage smaller.",
              "Ask for more than there is."),
          entry(
              "storage-cooldown",
              "Storage was changed not long ago.",
              "Wait until six hours after the last change."),
          entry(
              "storage-limit-too-low",
              "The limit has to be at least 10 % above the allocated storage.",
              "Ask for a higher limit."),
          entry(
              "storage-optimizing",
              "RDS is still optimizing the storage after the last change.",
              "Wait until that is over."),
          entry(
              "storage-step-too-small", "RDS enlarges storage by at least 10 %.", "Ask for more."),
          entry(
              "taken-back",
              "RDS took the change, and shows it neither as done nor as pending: somebody took it back or wrote over it.",
              "Find out who changed it. If it is still wanted, submit the operation again."),
          entry(
              "window-is-open-now",
              "The window that would be changed is open now.",
              "Wait until it is over."),
          entry(
              "window-length",
              "RDS does not take a window of this length.",
              "Make it at least 30 minutes, and a maintenance window at most 24 hours."),
          entry(
              "windows-overlap",
              "The backup window and the maintenance window would overlap.",
              "Choose another time."),
          entry(
              "wrong-state",
              "The instance's state does not allow this.",
              "Bring it into the state that the fault names, then submit the operation again."));

  @Test
  void thePageInTheDocsIsTheBook() throws IOException {
    var file = home().resolve("docs/faults.md");
    if (Boolean.getBoolean("countersign.write-docs")) {
      Files.writeString(file, page());
    }
    assertEquals(page(), Files.readString(file));
  }

  @Test
  void everyFaultThatTheCodeMakesIsOnThePage() throws IOException {
    var made = new TreeSet<String>();
    var sources = home().resolve("services/executor/src/main/java");
    try (var files = Files.walk(sources)) {
      for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        var found = CODE.matcher(Files.readString(file));
        while (found.find()) {
          made.add(found.group(1));
        }
      }
    }
    made.add(FaultBook.unknown().code());
    assertEquals(new TreeSet<>(FOUND_HERE.keySet()), made);
  }

  @Test
  void everyFaultOfAwsLeadsToItsAnchor() {
    var page = page();
    for (var code : FaultBook.entries().keySet()) {
      var fault = FaultBook.fault(code, "request", "words");
      assertTrue(anchored(page, fault.help()), code);
    }
    assertTrue(anchored(page, FaultBook.fault("SomethingNew", null, null).help()));
    assertTrue(anchored(page, FaultBook.fault("DBInstanceNotFoundFault", null, null).help()));
  }

  private static boolean anchored(String page, @Nullable String help) {
    return help != null
        && page.contains("<a id=\"" + help.substring(help.indexOf('#') + 1) + "\"></a>");
  }

  private static String page() {
    var text =
        new StringBuilder(HEAD)
            .append("| AWS says | code | means | what to do |\n|---|---|---|---|\n");
    FaultBook.entries()
        .forEach((aws, entry) ->
            text.append("| <a id=\"" + FaultBook.anchor(aws) + "\"></a>`" + aws + "` | `")
                .append(
                    entry.code() + "` | " + entry.meaning() + " | " + entry.nextStep() + " |\n"));
    text.append(OWN).append("| code | means | what to do |\n|---|---|---|\n");
    SortedMap<String, String[]> own = new TreeMap<>(FOUND_HERE);
    own.forEach((code, words) ->
        text.append("| <a id=\"" + code + "\"></a>`" + code + "` | " + words[0] + " | ")
            .append(words[1] + " |\n"));
    return text.toString();
  }

  private static Map.Entry<String, String[]> entry(String code, String meaning, String nextStep) {
    return Map.entry(code, new String[] {meaning, nextStep});
  }

  private static Path home() {
    return Path.of(System.getProperty("countersign.home", "../.."));
  }
}
