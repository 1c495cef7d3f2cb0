package dev.countersign.contracts;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KafkaRightsTest {
  private static final String BEGIN = "<!-- begin: made by KafkaRightsTest -->\n";
  private static final String END = "<!-- end -->\n";

  @Test
  void eachTopicHasOneWriter() {
    for (var topic : Topics.ALL) {
      assertEquals(
          1, Stream.of(KafkaRights.values()).filter(one -> one.mayWrite(topic)).count(), topic);
    }
  }

  @Test
  void nobodyReadsWhatItWritesItself() {
    for (var rights : KafkaRights.values()) {
      rights.writes().forEach(topic -> assertFalse(rights.mayRead(topic), topic));
    }
  }

  @Test
  void aGroupBelongsToTheServiceItIsNamedAfter() {
    for (var rights : KafkaRights.values()) {
      for (var group : rights.groups()) {
        assertEquals(rights.principal(), group.substring(0, group.indexOf('-')));
      }
    }
  }

  @Test
  void thePageInTheDocsShowsTheseRights() throws IOException {
    var file =
        Path.of(System.getProperty("countersign.home", ".."))
            .resolve("docs/operations/kafka-rights.md");
    var page = Files.readString(file);
    var from = page.indexOf(BEGIN) + BEGIN.length();
    var expected = page.substring(0, from) + tables() + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("countersign.write-docs")) {
      Files.writeString(file, expected);
    }
    assertEquals(
        expected, Files.readString(file), "run this test with -Dcountersign.write-docs=true");
  }

  private static String tables() {
    var principals = Stream.of(KafkaRights.values()).map(KafkaRights::principal).toList();
    var table = new StringBuilder("| topic |");
    principals.forEach(name -> table.append(' ').append(name).append(" |"));
    table.append("\n|---|").append("---|".repeat(principals.size())).append('\n');
    for (var topic : Topics.ALL) {
      table.append("| `").append(topic).append("` |");
      for (var rights : KafkaRights.values()) {
        table.append(' ').append(right(rights, topic)).append(" |");
      }
      table.append('\n');
    }
    table.append("\n| principal | consumer groups |\n|---|---|\n");
    for (var rights : KafkaRights.values()) {
      var groups = rights.groups().stream().map(group -> "`" + group + "`").collect(joining(", "));
      table
          .append("| ")
          .append(rights.principal())
          .append(" | ")
          .append(groups.isEmpty() ? "none" : groups)
          .append(" |\n");
    }
    return table.toString();
  }

  private static String right(KafkaRights rights, String topic) {
    if (rights.mayWrite(topic)) {
      return "**Write**";
    }
    return rights.mayRead(topic) ? "Read" : "-";
  }
}
