package dev.countersign.policy.core.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.decision.Ballot;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Drift;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.policy.Samples;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DriftsTest {
  private static final Ballot BALLOT =
      new Ballot(
          "op-1",
          1,
          "hash",
          Samples.instance("111122223333", "a", Map.of()).key(),
          "arn:a",
          "db.r7g.large",
          new Classification(Environment.PRODUCTION, "tag", "Env=prod", "a", List.of(), Map.of()),
          List.of(new Need("DBA", 2)),
          List.of("rule@1"),
          "version");

  private static final ResourceKey OTHER = Samples.instance("444455556666", "x", Map.of()).key();

  @Test
  void anotherClassIsNamedWithWhatItWasAndIs() {
    var now = changed("instance_class", "db.r7g.xlarge");
    assertEquals(
        List.of(new Drift("instance_class", "db.r7g.large", "db.r7g.xlarge")),
        Drifts.between(BALLOT, now));
  }

  @Test
  void whateverChangesInABallotChangesItsHashAndIsNamed() {
    var tree = (ObjectNode) Json.mapper().valueToTree(BALLOT);
    var classification = (ObjectNode) tree.path("classification");
    var values =
        Map.of(
            "environment", "test",
            "method", "default",
            "matched", "Env=qa",
            "identifier", "b",
            "consulted_tags", List.of("Env"),
            "found_tags", Map.of("Env", "x"));
    assertEquals(values.keySet(), Set.copyOf(fields(classification)));
    values.forEach((field, value) -> {
      var other = classification.deepCopy();
      other.set(field, Json.mapper().valueToTree(value));
      assertDrifts(changed("classification", other));
    });
    for (var field : fields(tree)) {
      switch (field) {
        case "operation_id", "round", "classification" -> {}
        case "quorum" -> assertDrifts(changed(field, List.of(new Need("DBA", 1))));
        case "rules" -> assertDrifts(changed(field, List.of("rule@2")));
        case "resource" -> assertDrifts(changed(field, OTHER));
        default -> assertDrifts(changed(field, "other"));
      }
    }
  }

  @Test
  void anotherRoundIsAnotherBallotThatNothingHasDriftedIn() {
    assertNotEquals(BALLOT.hash(), BALLOT.inRound(2).hash());
    assertEquals(List.of(), Drifts.between(BALLOT, BALLOT.inRound(2)));
  }

  private static void assertDrifts(Ballot now) {
    assertNotEquals(BALLOT.hash(), now.hash());
    assertEquals(1, Drifts.between(BALLOT, now).size(), now.toString());
  }

  private static List<String> fields(ObjectNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static Ballot changed(String field, Object value) {
    var tree = (ObjectNode) Json.mapper().valueToTree(BALLOT);
    tree.set(field, Json.mapper().valueToTree(value));
    return Json.read(tree.toString(), Ballot.class);
  }
}
