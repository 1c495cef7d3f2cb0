package dev.countersign.cli.operations;

import dev.countersign.cli.outcome.Failure;
import dev.countersign.client.Documents;
import dev.countersign.client.Submission;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What an operation is asked for with, and previewed with. */
final class Asked {
  private static final int PARTS_OF_A_KEY = 5;

  @Parameters(
      index = "0",
      paramLabel = "OPERATION",
      description = "A name or alias of the catalogue; explain shows it.")
  private String operation = "";

  @Parameters(
      index = "1",
      paramLabel = "INSTANCE",
      description = "Identifier, account:region:identifier, ARN or key.")
  private String on = "";

  @Parameters(
      index = "2..*",
      paramLabel = "name=value",
      description =
          "Parameters. Lists and objects are JSON; a list of texts is the same name several times.")
  private List<String> parameters = List.of();

  @Option(names = "--cluster", description = "INSTANCE is a cluster.")
  private boolean cluster;

  @Option(
      names = "--confirm-production",
      paramLabel = "INSTANCE",
      description = "Say INSTANCE again: you know that it is production.")
  private @Nullable String confirmed;

  @Option(
      names = "--freeze-override",
      paramLabel = "REASON",
      description = "Ask to begin in a freeze, if people agree.")
  private @Nullable String freezeOverride;

  @Option(
      names = "--break-glass",
      paramLabel = "REASON",
      description = "In an emergency: skip approvals and freezes, where the rules allow it.")
  private @Nullable String breakGlass;

  String operation() {
    return operation;
  }

  String on() {
    return on;
  }

  Submission submission(Documents api) {
    if (confirmed != null && !confirmed.equals(on)) {
      throw Failure.usage(
          "--confirm-production has to be what the operation is done to: "
              + on
              + ", not "
              + confirmed);
    }
    var values = new ParameterValues(api).of(operation, parameters);
    if (confirmed != null) {
      values.put("confirm_production", true);
    }
    var asked = Submission.of(operation, target(), values);
    if (freezeOverride != null) {
      asked = asked.overridingFreezes(freezeOverride);
    }
    return breakGlass == null ? asked : asked.breakingGlass(breakGlass);
  }

  private Submission.Target target() {
    if (cluster) {
      return new Submission.ClusterId(on);
    }
    return on.startsWith("arn:") || on.split(":").length == PARTS_OF_A_KEY
        ? new Submission.ResourceKeyOrArn(on)
        : new Submission.InstanceId(on);
  }
}
