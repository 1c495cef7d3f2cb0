package dev.countersign.cli;

import dev.countersign.cli.approvals.ApprovalsCommand;
import dev.countersign.cli.approvals.ApproveCommand;
import dev.countersign.cli.approvals.RejectCommand;
import dev.countersign.cli.approvals.ReviewCommand;
import dev.countersign.cli.approvals.ReviewsCommand;
import dev.countersign.cli.approvals.SendBackCommand;
import dev.countersign.cli.approvals.WithdrawCommand;
import dev.countersign.cli.audit.AuditCommand;
import dev.countersign.cli.inventory.CanICommand;
import dev.countersign.cli.inventory.ExplainCommand;
import dev.countersign.cli.inventory.FreezesCommand;
import dev.countersign.cli.inventory.InstancesCommand;
import dev.countersign.cli.inventory.ResourcesCommand;
import dev.countersign.cli.login.ConfigCommand;
import dev.countersign.cli.login.LoginCommand;
import dev.countersign.cli.login.LogoutCommand;
import dev.countersign.cli.operations.CancelCommand;
import dev.countersign.cli.operations.GetCommand;
import dev.countersign.cli.operations.OperationListCommand;
import dev.countersign.cli.operations.PreviewCommand;
import dev.countersign.cli.operations.RequestCommand;
import dev.countersign.cli.operations.ResolveCommand;
import dev.countersign.cli.operations.WaitCommand;
import dev.countersign.cli.operations.WatchCommand;
import dev.countersign.cli.raw.RawCommand;
import dev.countersign.cli.session.GlobalOptions;
import dev.countersign.cli.session.Surroundings;
import picocli.CommandLine.Command;

/** All commands. */
@Command(
    name = "cs",
    subcommands = {
      RequestCommand.class,
      PreviewCommand.class,
      GetCommand.class,
      OperationListCommand.class,
      WatchCommand.class,
      WaitCommand.class,
      CancelCommand.class,
      ResolveCommand.class,
      ApprovalsCommand.class,
      ApproveCommand.class,
      RejectCommand.class,
      SendBackCommand.class,
      WithdrawCommand.class,
      ReviewsCommand.class,
      ReviewCommand.class,
      InstancesCommand.class,
      ResourcesCommand.class,
      CanICommand.class,
      ExplainCommand.class,
      FreezesCommand.class,
      AuditCommand.class,
      RawCommand.class,
      LoginCommand.class,
      LogoutCommand.class,
      ConfigCommand.class,
      CompletionCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Governed self-service for Amazon RDS: asks for operations, follows and approves them.",
    footer = {
      "",
      "Data is on standard output, everything else on standard error. Exit codes: 0 done or accepted,",
      "1 unexpected, 2 usage, 3 refused, 4 not signed in or not allowed, 5 not found or ambiguous,",
      "6 ended without success, 7 indeterminate, 8 still going when the time was over, 9 waits for",
      "approval, 75 not now, repeat it with the same key, 130 interrupted."
    })
final class Cs extends GlobalOptions {
  Cs(Surroundings here) {
    super(here);
  }
}
