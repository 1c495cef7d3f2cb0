package dev.countersign.gateway.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.role.RolesInForce;
import dev.countersign.contracts.role.RolesInForce.Given;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsWithARoleTest {
  @Test
  void whoeverHasOneOfTheGroupsHasARoleAndNamesAreComparedExactly() {
    var groups =
        GroupsWithARole.of(
            new RolesInForce(
                List.of(
                    new Given("Viewer", List.of("Everybody", "Guests")),
                    new Given("DBA", List.of("DBA")))));

    assertTrue(groups.haveOneOf(List.of("Sales", "Guests")));
    assertTrue(groups.haveOneOf(List.of("DBA")));
    assertFalse(groups.haveOneOf(List.of("dba", "Viewer")));
    assertFalse(groups.haveOneOf(List.of()));
    assertEquals("By role: Viewer: Everybody, Guests; DBA: DBA.", groups.words());
  }

  @Test
  void aLongListIsCutAndSaysSo() {
    var many = IntStream.range(0, 23).mapToObj(n -> "g" + n).toList();

    var words = GroupsWithARole.of(many).words();

    assertTrue(words.startsWith("They are g0, g1"), words);
    assertTrue(words.endsWith("g19 and 3 more."), words);
  }
}
