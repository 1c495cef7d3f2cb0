package dev.countersign.cli.inventory;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.session.ListCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code instances}. */
@Command(name = "instances", description = "Shows the instances that there are, or one of them.")
public final class InstancesCommand extends ListCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "INSTANCE",
      description = "Identifier, account:region:identifier, ARN or key.")
  private @Nullable String one;

  @Mixin private InventoryFilters filters = new InventoryFilters();

  @Override
  protected ExitCode run(Countersign api) {
    if (one == null) {
      return list(api, asked(Paths.INSTANCES, filters.query()), InventoryView.INSTANCES);
    }
    var answer = api.documents().get(Documents.path(Paths.INSTANCE, one));
    printer().one(answer, InventoryView.INSTANCES);
    return ExitCode.DONE;
  }
}
