package dev.countersign.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.client.Countersign;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code preview}. */
@Command(
    name = "preview",
    description =
        "Shows what would happen, were it asked for now: the verdict, who would have to agree, what"
            + " would change, whether clients notice, how to undo it. Changes nothing.")
public final class PreviewCommand extends ApiCommand {
  @Mixin private Asked asked = new Asked();

  @Option(
      names = "--exit-code",
      description =
          "Exit as the request would: 0 it would start, 3 refused, 6 something stands against it, 8"
              + " it would wait for the end of a freeze, 9 for approval.")
  private boolean exitCode;

  @Override
  protected ExitCode run(Countersign api) {
    var answer = api.documents().preview(asked.submission(api.documents()));
    printer().one(answer, PreviewView.VIEW);
    return exitCode ? exit(Printer.json(answer)) : ExitCode.DONE;
  }

  static ExitCode exit(JsonNode preview) {
    return switch (preview.path("verdict").asText()) {
      case "approved" ->
          preview.path("would_start").asBoolean() ? ExitCode.DONE : ExitCode.UNSUCCESSFUL;
      case "approval-required" -> ExitCode.WAITS_FOR_APPROVAL;
      case "frozen" -> preview.hasNonNull("resumes_at") ? ExitCode.STILL_GOING : ExitCode.REFUSED;
      case "rejected" -> ExitCode.REFUSED;
      default -> ExitCode.UNEXPECTED;
    };
  }
}
