package dev.countersign.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.cli.output.Column;
import dev.countersign.cli.output.View;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How the events of an operation are shown. */
final class HistoryView {
  /** What says most, of whichever of them an event has. */
  private static final List<String> TELLING =
      List.of(
          "code", "phase", "percent", "message", "reason", "verdict", "comment", "place",
          "attempt");

  static final View VIEW =
      new View(
          "id",
          "events",
          List.of(
              Column.of("TIME", "time"),
              new Column("EVENT", entry -> TextNode.valueOf(name(entry)), Column.When.ALWAYS),
              new Column("", HistoryView::telling, Column.When.ALWAYS)));

  private HistoryView() {}

  /** The short name, for example {@code approved}. */
  static String name(JsonNode entry) {
    var parts = entry.path("type").asText().split("\\.");
    return parts.length < 2 ? parts[0] : parts[parts.length - 2];
  }

  private static JsonNode telling(JsonNode entry) {
    var data = entry.path("data");
    return TextNode.valueOf(
        TELLING.stream()
            .flatMap(field -> Stream.of(data.path(field), data.path("fault").path(field)))
            .filter(JsonNode::isValueNode)
            .filter(value -> !value.isNull())
            .map(JsonNode::asText)
            .filter(text -> !Objects.requireNonNull(text).isEmpty())
            .collect(Collectors.joining(" ")));
  }
}
