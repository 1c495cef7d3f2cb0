package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RDS copies no tags once a call carries any, and ours always does. */
class SnapshotTagsTest {
  private static final Order ORDER =
      Sample.order(
          "create_snapshot",
          Map.of("snapshot_id", "s1", "tags", List.of(Map.of("Key", "Team", "Value", "Asked"))));

  @Test
  void theInstancesTagsAreHandedDownWhereItCopiesThem() {
    var sample = Sample.of(s -> s.tags.putAll(Map.of("Team", "Old", "Owner", "Ada")));
    sample.copyTags = true;
    assertEquals(
        Map.of(Order.OPERATION_TAG, "op-1", "Team", "Asked", "Owner", "Ada", "Env", "dev"),
        sent(sample));
    sample.copyTags = false;
    assertEquals(Map.of(Order.OPERATION_TAG, "op-1", "Team", "Asked"), sent(sample));
  }

  @Test
  void oursAndTheRequestersComeFirstAndWhatIsLeftOutIsSaid() {
    var sample = Sample.of(s -> s.copyTags = true);
    IntStream.range(0, 49).forEach(n -> sample.tags.put("t%02d".formatted(n), "v"));
    sample.tags.put("aws:cloudformation:stack-name", "stack");
    sample.tags.put(Order.OPERATION_TAG, "another");
    var sent = sent(sample);
    assertEquals(50, sent.size());
    assertEquals("op-1", sent.get(Order.OPERATION_TAG));
    assertEquals("Asked", sent.get("Team"));

    var done =
        assertInstanceOf(
            Sighting.Done.class,
            new Sample().snapshot("s1", sent).look(ORDER, sample.before(ORDER)));
    var leftOut = new TreeSet<>(sample.tags.keySet());
    leftOut.removeAll(sent.keySet());
    assertEquals(List.copyOf(leftOut), done.result().get("tags_left_out"));
    assertEquals(3, leftOut.size());
  }

  @Test
  void aSnapshotWhoseTagsAreNotListedYetIsNotDone() {
    var sample = Sample.of(s -> s.copyTags = true);
    var attempt = sample.before(ORDER);
    var all = sent(sample);
    for (var key : List.of("Team", "Env")) {
      var late = new HashMap<>(all);
      late.remove(key);
      assertInstanceOf(
          Sighting.Underway.class, new Sample().snapshot("s1", late).look(ORDER, attempt), key);
    }
    assertInstanceOf(Sighting.Done.class, new Sample().snapshot("s1", all).look(ORDER, attempt));
  }

  @Test
  void whatCannotBeSentAsApprovedIsNotSentAtAll() {
    var twice = List.of(Map.of("Key", "Team", "Value", "a"), Map.of("Key", "Team", "Value", "b"));
    for (var tags : List.of(twice, List.of(Map.of("Key", "Team")), List.of("Team"))) {
      var order = Sample.order("create_snapshot", Map.of("snapshot_id", "s1", "tags", tags));
      assertThrows(IllegalStateException.class, () -> Operations.of(order).call(order));
    }
  }

  private static Map<String, String> sent(Sample sample) {
    var arguments = Operations.of(ORDER).call(ORDER, sample.before(ORDER)).arguments();
    var tags = new HashMap<String, String>();
    assertInstanceOf(Map.class, arguments.get("Tags"))
        .forEach((key, value) -> tags.put((String) key, (String) value));
    return tags;
  }
}
