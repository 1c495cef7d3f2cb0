package dev.countersign.policy.core.role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.decision.Environment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RolesTest {
  private static final Place PAYMENTS =
      new Place("111122223333", Environment.TEST, Map.of("Team", "Payments", "Env", "test"));
  private static final Place UNKNOWN = new Place("111122223333", null, Map.of());
  private static final Roles ROLES =
      new Roles(
          List.of(
              Grant.everywhere(Role.VIEWER, List.of("Everybody")),
              Grant.everywhere(Role.DBA, List.of("DBA")),
              new Grant(
                  Role.OPERATOR,
                  List.of("payments"),
                  Set.of("111122223333"),
                  Set.of(Environment.TEST),
                  Map.of("Team", "Payments"))));

  @Test
  void somebodyWithoutAGroupOfTheSettingsHasNoRole() {
    assertEquals(Set.of(), ROLES.at(PAYMENTS, List.of("Somebody")));
    assertEquals(Set.of(), ROLES.at(PAYMENTS, List.of("dba")), "names are compared exactly");
    assertEquals(Set.of(), ROLES.at(PAYMENTS, List.of()));
  }

  @Test
  void allRolesOfAllGroupsHold() {
    assertEquals(
        Set.of(Role.VIEWER, Role.DBA, Role.OPERATOR),
        ROLES.at(PAYMENTS, List.of("Everybody", "DBA", "payments")));
  }

  @Test
  void theGroupsOfARoleAreThoseOfAllItsGrantsWhereverTheyHold() {
    var roles =
        new Roles(
            Stream.concat(
                    ROLES.grants().stream(),
                    Stream.of(Grant.everywhere(Role.OPERATOR, List.of("ops", "payments"))))
                .toList());

    assertEquals(
        Map.of(
            Role.VIEWER, List.of("Everybody"),
            Role.DBA, List.of("DBA"),
            Role.OPERATOR, List.of("payments", "ops")),
        roles.groups());
  }

  @Test
  void aLimitedRoleHoldsOnlyWhereAllOfItsLimitsFit() {
    assertTrue(operates(PAYMENTS));
    assertFalse(operates(new Place("444455556666", Environment.TEST, PAYMENTS.tags())));
    assertFalse(operates(new Place("111122223333", Environment.PRODUCTION, PAYMENTS.tags())));
    assertFalse(operates(new Place("111122223333", Environment.TEST, Map.of("Team", "payments"))));
    assertFalse(operates(UNKNOWN), "what is not known fits no limit");
    assertTrue(ROLES.any(Role.ADMINISTRATORS, UNKNOWN, List.of("DBA")));
  }

  @Test
  void aSentenceNamesTheGroupsThatHaveTheRoleThere() {
    assertEquals("DBA or payments", ROLES.groupsOf(Role.OPERATORS, PAYMENTS));
    assertEquals("DBA", ROLES.groupsOf(Role.OPERATORS, UNKNOWN));
    assertEquals(
        "a group that the settings give no role here",
        ROLES.groupsOf(Set.of(Role.AUDITOR), PAYMENTS));
  }

  private static boolean operates(Place place) {
    return ROLES.any(Role.OPERATORS, place, List.of("payments"));
  }
}
