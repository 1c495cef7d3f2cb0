package dev.countersign.cli.inventory;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.session.ListCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code resources}. */
@Command(
    name = "resources",
    description = "Shows the resources that there are, clusters and snapshots too, or one of them.")
public final class ResourcesCommand extends ListCommand {
  @Parameters(arity = "0..1", paramLabel = "RESOURCE", description = "Key or ARN.")
  private @Nullable String one;

  @Option(names = "--service", paramLabel = "SERVICE", description = "For example rds.")
  private @Nullable String service;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "As in the key, for example cluster.")
  private @Nullable String type;

  @Mixin private InventoryFilters filters = new InventoryFilters();

  @Override
  protected ExitCode run(Countersign api) {
    if (one != null) {
      var answer = api.documents().get(Documents.path(Paths.RESOURCE, one));
      printer().one(answer, InventoryView.RESOURCES);
      return ExitCode.DONE;
    }
    var query = filters.query();
    query.put("service", service);
    query.put("type", type);
    return list(api, asked(Paths.RESOURCES, query), InventoryView.RESOURCES);
  }
}
