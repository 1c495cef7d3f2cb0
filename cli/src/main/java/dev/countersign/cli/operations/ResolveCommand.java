package dev.countersign.cli.operations;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code resolve}. */
@Command(
    name = "resolve",
    description =
        "Records what you found out about an indeterminate operation. Look at its evidence first"
            + " (get), at the instance and at CloudTrail.")
public final class ResolveCommand extends ApiCommand {
  @Parameters(paramLabel = "ID", description = "Of the operation.")
  private String id = "";

  @Option(
      names = "--outcome",
      required = true,
      paramLabel = "OUTCOME",
      description = "happened or did-not-happen.")
  private String outcome = "";

  @Option(names = "--comment", required = true, paramLabel = "TEXT", description = "How you know.")
  private String comment = "";

  @Option(
      names = "--evidence-id",
      paramLabel = "ID",
      description = "Which evidence you looked at: evidence_id of the operation.")
  private @Nullable String evidence;

  @Override
  protected ExitCode run(Countersign api) {
    var finding = new LinkedHashMap<String, String>();
    finding.put("outcome", outcome);
    finding.put("comment", comment);
    if (evidence != null) {
      finding.put("evidence_id", evidence);
    }
    var path = Documents.path(Paths.RESOLUTION, id);
    printer().one(api.documents().post(path, Printer.document(finding)), OperationView.OPERATIONS);
    say("The finding is stored. Policy decides whether you may: see resolution in get " + id + ".");
    return ExitCode.DONE;
  }
}
