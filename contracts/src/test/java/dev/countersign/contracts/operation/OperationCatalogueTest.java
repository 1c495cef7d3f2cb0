package dev.countersign.contracts.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
  void identifiersAreMadeWhatRdsMakesOfThemAndNothingElseIsTaken() {
    for (var name : List.of("create_snapshot", "delete_snapshot", "stop_instance")) {
      var operation = catalogue.find(name).orElseThrow();
      var given = Map.<String, Object>of("snapshot_id", "Before-Upgrade");
      assertEquals(
          Map.of("snapshot_id", "before-upgrade"), catalogue.normalized(operation, given), name);
      // Whoever did not take the request in refuses what is not as it will be sent.
      assertEquals(List.of("parameters.snapshot_id"), fields(name, given), name);
    }
    var tags = List.of(Map.of("Key", "Team", "Value", "A"));
    assertEquals(
        Map.of("snapshot_id", "s", "tags", tags),
        catalogue.normalized(
            catalogue.find("create_snapshot").orElseThrow(),
            Map.of("snapshot_id", "S", "tags", tags)));
  }

  @Test
  void twoTagsOfOneKeyAreRefusedInAnyCase() {
    assertEquals(List.of("parameters.tags.1.Key"), tags("Team", "Team"));
    assertEquals(List.of("parameters.tags.2.Key"), tags("Team", "Owner", "TEAM"));
    assertEquals(List.of(), tags("Team", "Owner"));
  }

  @Test
  void reservedTagsAreRefusedInAnyCase() {
    for (var key :
        List.of(
            "aws:x",
            "AWS:x",
            "Aws:x",
            "rds:x",
            "RDS:x",
            "countersign:operation",
            "CounterSign:operation")) {
      assertEquals(List.of("parameters.tags.0.Key"), tags(key), key);
    }
    assertEquals(List.of(), tags("awsome", "my:aws:x"));
    for (var value : List.of("aws:x", "RDS:x")) {
      assertEquals(
          List.of("parameters.tags.0.Value"),
          fields(
              "create_snapshot",
              Map.of("snapshot_id", "s", "tags", List.of(Map.of("Key", "Team", "Value", value)))),
          value);
    }
  }

  @Test
  void tagsHaveTheCharactersAndLengthsThatAwsTakes() {
    for (var key : List.of("", "a\n", "a\tb", "a*b", "a,b", "a".repeat(129), "\u0000")) {
      assertEquals(List.of("parameters.tags.0.Key"), tags(key), key);
    }
    assertEquals(List.of(), tags("a b", "Größe_1.2:3/4=5+6-7@8", "名前", "a".repeat(128)));
  }

  @Test
  void aSnapshotTakesFortyNineTagsAndOurs() {
    assertEquals(List.of(), tags(keys(49)));
    assertEquals(List.of("parameters.tags"), tags(keys(50)));
  }

  private static String[] keys(int number) {
    return IntStream.range(0, number).mapToObj(n -> "k" + n).toArray(String[]::new);
  }

  private List<String> tags(String... keys) {
    var tags = Arrays.stream(keys).map(k -> Map.of("Key", k, "Value", "v")).toList();
    return fields("create_snapshot", Map.of("snapshot_id", "s", "tags", tags));
  }

  @Test
  void snapshotIdsFollowTheRulesOfRds() {
    for (var id : List.of("", "1a", "a--b", "a-", "a_b", "a\n", "a".repeat(256))) {
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
