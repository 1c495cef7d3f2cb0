package dev.countersign.gateway.operation;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** Which of the operations that wait for the approval of people. */
sealed interface Awaited {
  /** All of them. */
  record Open() implements Awaited {}

  /** Those that this person asked for. */
  record Mine(String subject) implements Awaited {}

  /** Those that this person may vote on and has not. */
  record ForMe(String subject, List<String> groups) implements Awaited {}

  /** The conditions in SQL: columns and comparisons are written here, values are bound. */
  default OperationFilter.Where where(Optional<String> before) {
    var values = Tuple.tuple();
    var text = new StringBuilder("state = 'approval-required'");
    switch (this) {
      case Open() -> {}
      case Mine(var subject) -> text.append(" and requester = ").append(bound(values, subject));
      case ForMe(var subject, var groups) -> {
        var me = bound(values, subject);
        values.addArrayOfString(groups.toArray(String[]::new));
        text.append(" and requester <> ")
            .append(me)
            .append(" and not jsonb_exists(view #> '{approval,voters}', ")
            .append(me)
            .append(
                ") and (exists (select from jsonb_array_elements(view #> '{approval,quorum}') need"
                    + " where need ->> 'group' = any($")
            .append(values.size())
            .append(
                ")) or exists (select from jsonb_array_elements(view #> '{approval,delegates}')")
            .append(" one where one ->> 'subject' = ")
            .append(me)
            .append(" and (one ->> 'from')::timestamptz <= now()")
            .append(" and (one ->> 'until')::timestamptz > now()))");
      }
    }
    before.ifPresent(id -> text.append(" and operation_id < ").append(bound(values, id)));
    return new OperationFilter.Where(List.of(text.toString()), values);
  }

  private static String bound(Tuple values, String value) {
    values.addString(value);
    return "$" + values.size();
  }
}
