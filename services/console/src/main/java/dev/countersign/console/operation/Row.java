package dev.countersign.console.operation;

import dev.countersign.client.Operation;
import dev.countersign.console.page.Badge;
import dev.countersign.console.page.Catalogue;
import dev.countersign.console.page.Links;
import dev.countersign.console.page.Moment;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An operation as a line of a list.
 *
 * @param note what it waits for, or why it ended so; empty for nothing to say
 */
public record Row(
    String id,
    String href,
    String title,
    String identifier,
    String resourceHref,
    Badge badge,
    @Nullable Badge environment,
    String requester,
    Moment requestedAt,
    String note) {

  public static Row of(Operation operation, Catalogue.Titles titles) {
    var environment = operation.environment();
    return new Row(
        operation.operationId(),
        Links.operation(operation.operationId()),
        titles.of(operation.operation()),
        operation.resource().identifier(),
        Links.resource(operation.resource().key()),
        Badge.of(operation.status()),
        environment == null ? null : Badge.ofEnvironment(environment),
        name(operation.requester()),
        Moment.now(operation.requestedAt()),
        note(operation));
  }

  static String name(Operation.Requester requester) {
    var name = requester.name();
    return name == null ? requester.subject() : name;
  }

  private static String note(Operation operation) {
    return switch (operation.status()) {
      case APPROVAL_REQUIRED -> missing(operation);
      case HELD -> text(operation.message());
      case QUEUED -> operation.place() == null ? "" : "place " + operation.place();
      case STARTED -> {
        var progress = operation.progress();
        yield progress == null || progress.percent() == null ? "" : progress.percent() + " %";
      }
      case REJECTED, CANCELLED, APPROVAL_EXPIRED -> text(operation.message());
      case FAILED, TIMED_OUT, INDETERMINATE ->
          operation.fault() == null ? text(operation.message()) : operation.fault().meaning();
      default -> "";
    };
  }

  private static String missing(Operation operation) {
    var approval = operation.approval();
    return approval == null
        ? ""
        : approval.missing().stream()
            .map(need -> need.count() + " × " + need.group())
            .collect(Collectors.joining(", ", "needs ", ""));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
