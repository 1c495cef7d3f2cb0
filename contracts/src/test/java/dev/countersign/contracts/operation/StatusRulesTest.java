package dev.countersign.contracts.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.instance.InstanceStatus;
import dev.countersign.contracts.instance.InstanceStatus.Nature;
import dev.countersign.contracts.operation.StatusRules.Treatment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every operation in every state that AWS publishes. */
class StatusRulesTest {
  private static final String HEAD =
      """
      # What becomes of an operation in each state of an instance

      Made by `StatusRulesTest` from the states that AWS publishes ("Viewing Amazon RDS DB instance status" in the user guide) and the rules that
      executor and gateway use; do not edit. After a change, run the test with `-Dcountersign.write-docs=true`.

      - **runs**: the call is made. RDS has the last word: where it refuses a call because of the state, nothing was done, and the operation waits.
      - **recovers**: the call is made, and is what mends the instance.
      - waits: RDS is at work. The operation waits, with that reason, and ends as `decision-expired` where it lasts longer than the approval.
      - refuses: `wrong-state`, before any call.

      A state that is not here, because AWS has added it since, is waited for and named.

      """;

  private static final Set<String> MENDED_BY_OTHERS =
      Set.of("storage-full", "incompatible-parameters");

  @Test
  void everyOperationOfTheCatalogueHasARuleInEveryState() {
    for (var operation : operations()) {
      for (var status : InstanceStatus.published()) {
        assertEquals(
            expected(operation, status),
            StatusRules.of(operation, status),
            () -> operation + " in " + status);
      }
    }
  }

  /** Written a second time, by state instead of by operation. */
  private static Treatment expected(String operation, String status) {
    if (operation.equals("delete_snapshot")) {
      return Treatment.RUNS;
    }
    return switch (status) {
      case "available", "storage-initialization" ->
          operation.equals("start_instance") ? Treatment.REFUSES : Treatment.RUNS;
      case "storage-optimization" ->
          Set.of("start_instance", "modify_storage").contains(operation)
              ? Treatment.REFUSES
              : Treatment.RUNS;
      case "stopped" -> operation.equals("start_instance") ? Treatment.RUNS : Treatment.REFUSES;
      case "storage-full" ->
          switch (operation) {
            case "modify_storage" -> Treatment.RECOVERS;
            case "enable_storage_autoscaling",
                "modify_backup_window",
                "modify_maintenance_window",
                "modify_backup_retention",
                "set_deletion_protection" ->
                Treatment.RUNS;
            default -> Treatment.REFUSES;
          };
      case "inaccessible-encryption-credentials-recoverable" ->
          operation.equals("start_instance") ? Treatment.RECOVERS : Treatment.REFUSES;
      case "incompatible-parameters" ->
          Set.of("reboot_instance", "modify_parameter_group").contains(operation)
              ? Treatment.RECOVERS
              : Treatment.REFUSES;
      default ->
          InstanceStatus.nature(status).orElseThrow() == Nature.BUSY
              ? Treatment.WAITS
              : Treatment.REFUSES;
    };
  }

  @Test
  void whatCanBeMendedIsMendedBySomeOperation() {
    for (var status : InstanceStatus.published()) {
      if (InstanceStatus.nature(status).orElseThrow() == Nature.MENDABLE
          || MENDED_BY_OTHERS.contains(status)) {
        assertTrue(
            operations().stream().anyMatch(o -> StatusRules.of(o, status) == Treatment.RECOVERS),
            status);
      }
    }
  }

  @Test
  void aStateThatAwsAddsLaterIsWaitedForAndAFurtherIncompatibilityIsNot() {
    for (var operation : operations()) {
      if (!operation.equals("delete_snapshot")) {
        assertEquals(Treatment.WAITS, StatusRules.of(operation, "teleporting"));
        assertEquals(Treatment.WAITS, StatusRules.of(operation, ""));
        assertEquals(Treatment.REFUSES, StatusRules.of(operation, "incompatible-moon"));
      }
    }
    assertThrows(IllegalArgumentException.class, () -> StatusRules.of("drop", "available"));
  }

  @Test
  void thePageInTheDocsIsTheRules() throws IOException {
    var file =
        Path.of(System.getProperty("countersign.home", "..")).resolve("docs/instance-states.md");
    if (Boolean.getBoolean("countersign.write-docs")) {
      Files.writeString(file, page());
    }
    assertEquals(page(), Files.readString(file));
  }

  private static String page() {
    var page = new StringBuilder(HEAD);
    page.append("| state | ").append(String.join(" | ", shorts())).append(" |\n|---|");
    page.append("---|".repeat(operations().size())).append('\n');
    for (var nature : Nature.values()) {
      InstanceStatus.published().stream()
          .filter(status -> InstanceStatus.nature(status).orElseThrow() == nature)
          .forEach(status -> page.append(row(status)));
    }
    return page.toString();
  }

  private static String row(String status) {
    return operations().stream()
        .map(operation -> cell(StatusRules.of(operation, status)))
        .collect(Collectors.joining(" | ", "| `" + status + "` | ", " |\n"));
  }

  private static String cell(Treatment treatment) {
    var word = treatment.name().toLowerCase(Locale.ROOT);
    return Map.of(Treatment.RUNS, "**runs**", Treatment.RECOVERS, "**recovers**")
        .getOrDefault(treatment, word);
  }

  private static List<String> shorts() {
    return operations().stream().map(name -> '`' + name + '`').toList();
  }

  private static List<String> operations() {
    return OperationCatalogue.load().definitions().stream().map(OperationDefinition::name).toList();
  }
}
