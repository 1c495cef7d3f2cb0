package dev.countersign.contracts.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationCatalogueTest {
  private final OperationCatalogue catalogue = OperationCatalogue.load();

  @Test
  void anAliasFindsTheSameOperation() {
    assertEquals(catalogue.find("reboot_instance"), catalogue.find("reboot"));
    assertTrue(catalogue.find("drop_database").isEmpty());
  }

  @Test
  void goodParametersHaveNoProblems() {
    assertEquals(
        List.of(),
        check(
            "create_snapshot",
            Map.of(
                "snapshot_id",
                "before-upgrade-1",
                "tags",
                List.of(Map.of("Key", "Team", "Value", "Billing")))));
    assertEquals(List.of(), check("reboot", Map.of("force_failover", false)));
    assertEquals(List.of(), check("modify_backup_window", Map.of("backup_window", "23:45-00:15")));
  }

  @Test
  void aMissingParameterIsNamed() {
    assertEquals(List.of("parameters.snapshot_id"), fields("create_snapshot", Map.of()));
  }

  @Test
  void anUnknownParameterIsNamed() {
    assertEquals(List.of("parameters.force"), fields("reboot", Map.of("force", true)));
  }

  @Test
  void aWrongTypeIsNamed() {
    assertEquals(
        List.of("parameters.force_failover"), fields("reboot", Map.of("force_failover", "no")));
  }

  @Test
  void aNestedFieldIsNamedWithItsPlace() {
    assertEquals(
        List.of("parameters.tags.0.Value"),
        fields(
            "create_snapshot", Map.of("snapshot_id", "a", "tags", List.of(Map.of("Key", "Team")))));
  }

  @Test
  void aWindowThatRdsWouldNotTakeIsRefusedWithWhatToDo() {
    for (var window :
        List.of(
            "25:00-04:00", "03:00-03:29", "3:00-04:00", "03:00", "03:00-03:00", "03:60-05:00")) {
      var problems = check("modify_backup_window", Map.of("backup_window", window));
      assertEquals(
          List.of("parameters.backup_window"),
          problems.stream().map(ParameterProblem::field).toList(),
          window);
      assertTrue(problems.getFirst().hint().contains("hh:mm-hh:mm"), problems.toString());
    }
  }

  @Test
  void snapshotIdsFollowTheRulesOfRds() {
    for (var id : List.of("", "1a", "a--b", "a-", "a_b", "a".repeat(256))) {
      assertEquals(
          List.of("parameters.snapshot_id"),
          fields("create_snapshot", Map.of("snapshot_id", id)),
          id);
    }
  }

  private List<String> fields(String operation, Map<String, Object> parameters) {
    return check(operation, parameters).stream().map(ParameterProblem::field).toList();
  }

  private List<ParameterProblem> check(String operation, Map<String, Object> parameters) {
    return catalogue.check(catalogue.find(operation).orElseThrow(), parameters);
  }
}
