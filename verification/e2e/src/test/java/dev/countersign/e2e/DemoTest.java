package dev.countersign.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.embedded.Platform;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final int STORIES = 54;

  @Test
  void everyStoryGoesAsTold(@TempDir Path data) throws Exception {
    var outcomes = new Stage(Platform.in(data), System.out).play(0, 60);

    assertEquals(List.of(), outcomes.stream().filter(outcome -> !outcome.ok()).toList());
    assertTrue(outcomes.size() >= STORIES, "only " + outcomes.size() + " stories were told");
  }
}
