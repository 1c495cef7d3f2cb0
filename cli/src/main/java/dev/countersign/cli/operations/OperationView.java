package dev.countersign.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.cli.output.Column;
import dev.countersign.cli.output.View;
import java.util.List;
import java.util.stream.Collectors;

/** How operations are shown. */
public final class OperationView {
  private static final List<Column> COLUMNS =
      List.of(
          Column.of("ID", "operation_id"),
          Column.of("OPERATION", "operation"),
          Column.of("RESOURCE", "resource.identifier"),
          Column.of("ENVIRONMENT", "environment"),
          Column.of("STATUS", "status"),
          Column.of("REQUESTED BY", "requester.subject"),
          Column.of("REQUESTED AT", "requested_at"),
          Column.wide("ACCOUNT", "resource.account"),
          Column.wide("REGION", "resource.region"),
          Column.wide("CODE", "code"),
          Column.wide("FINISHED AT", "finished_at"),
          Column.wide("SECONDS", "duration_seconds"),
          Column.detail("PARAMETERS", "parameters"),
          Column.detail("MESSAGE", "message"),
          Column.detail("NEXT STEP", "next_step"),
          new Column("NEEDS", OperationView::missing, Column.When.DETAIL),
          Column.detail("UNTIL", "approval.expires_at"),
          Column.detail("VOTES OF", "approval.voters"),
          Column.detail("HELD UNTIL", "held_until"),
          Column.detail("PLACE", "place"),
          Column.detail("BEHIND", "behind"),
          Column.detail("NOT BEFORE", "not_before"),
          Column.detail("STARTED AT", "started_at"),
          Column.detail("ATTEMPT", "attempt"),
          Column.detail("PROGRESS", "progress"),
          Column.detail("RESULT", "result"),
          Column.detail("FAULT", "fault.code"),
          Column.detail("MEANING", "fault.meaning"),
          Column.detail("TO DO", "fault.next_step"),
          Column.detail("AWS REQUEST", "fault.aws_request_id"),
          Column.detail("DONE LATE AT", "completed_late_at"),
          Column.detail("EVIDENCE ID", "evidence_id"),
          Column.detail("EVIDENCE", "evidence"),
          Column.detail("FINDING", "resolution"),
          Column.detail("CANCEL", "cancel"),
          Column.detail("BREAK-GLASS", "break_glass"),
          Column.detail("OVERRIDE", "freeze_override.reason"),
          Column.detail("RULES", "rules"),
          Column.detail("CLASSIFIED BY", "classified_by"),
          Column.detail("KEY", "resource.key"),
          Column.detail("CORRELATION", "correlation_id"));

  public static final View OPERATIONS = new View("operation_id", "operations", COLUMNS);

  /** Those that wait for people. */
  public static final View APPROVALS = new View("operation_id", "approvals", waiting(COLUMNS));

  /** Those that used a break-glass. */
  public static final View REVIEWS =
      new View(
          "operation_id",
          "reviews",
          List.of(
              Column.of("ID", "operation_id"),
              Column.of("OPERATION", "operation"),
              Column.of("RESOURCE", "resource.identifier"),
              Column.of("USED BY", "requester.subject"),
              Column.of("USED AT", "break_glass.used_at"),
              Column.of("REVIEW", "break_glass.review"),
              Column.of("REASON", "break_glass.reason"),
              Column.wide("SKIPPED", "break_glass.skipped"),
              Column.wide("CLOSED BY", "break_glass.closed_by"),
              Column.wide("COMMENT", "break_glass.comment")));

  private OperationView() {}

  private static List<Column> waiting(List<Column> columns) {
    return columns.stream()
        .filter(column -> !column.title().equals("STATUS"))
        .map(column ->
            column.title().equals("NEEDS") || column.title().equals("UNTIL")
                ? new Column(column.title(), column.value(), Column.When.ALWAYS)
                : column)
        .toList();
  }

  private static JsonNode missing(JsonNode operation) {
    return TextNode.valueOf(
        operation
            .path("approval")
            .path("missing")
            .valueStream()
            .map(need -> need.path("count").asText() + " of " + need.path("group").asText())
            .collect(Collectors.joining(", ")));
  }
}
