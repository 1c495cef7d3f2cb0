package dev.countersign.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.cli.output.Column;
import dev.countersign.cli.output.View;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a preview is shown. */
final class PreviewView {
  static final View VIEW =
      new View(
          "resource",
          "",
          List.of(
              Column.of("OPERATION", "operation"),
              Column.of("RESOURCE", "identifier"),
              Column.of("ENVIRONMENT", "environment"),
              Column.of("VERDICT", "verdict"),
              Column.of("WOULD START", "would_start"),
              Column.wide("CODE", "reason.code"),
              Column.detail("WHY", "reason.message"),
              Column.detail("NEXT STEP", "reason.next_step"),
              each("RULES", "rules", rule -> text(rule, "title") + ": " + text(rule, "why")),
              each(
                  "NEEDS",
                  "approval.by",
                  need -> text(need, "count") + " of " + text(need, "group")),
              Column.detail("RESUMES AT", "resumes_at"),
              each("AGAINST IT", "preconditions", PreviewView::against),
              each("CHANGES", "changes", PreviewView::change),
              each("ALONG WITH IT", "also_applied", PreviewView::change),
              Column.detail("INTERRUPTS", "interruption.expected"),
              Column.detail("BECAUSE", "interruption.why"),
              Column.detail("FOR", "interruption.how_long"),
              Column.detail("TO UNDO IT", "undo"),
              Column.detail("NEXT FREEZE", "next_freeze.begins"),
              Column.detail("CLASSIFIED BY", "classified_by"),
              Column.detail("OBSERVED AT", "observed_at")));

  private PreviewView() {}

  private static Column each(String title, String path, Function<JsonNode, String> words) {
    var list = Column.detail(title, path).value();
    return new Column(
        title,
        document ->
            TextNode.valueOf(
                list.apply(document)
                    .valueStream()
                    .map(words)
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("; "))),
        Column.When.DETAIL);
  }

  private static String against(JsonNode precondition) {
    return precondition.path("ok").asBoolean() ? "" : text(precondition, "message");
  }

  private static String change(JsonNode change) {
    return text(change, "field") + ' ' + text(change, "now") + " -> " + text(change, "then");
  }

  private static String text(JsonNode document, String field) {
    return document.path(field).asText();
  }
}
