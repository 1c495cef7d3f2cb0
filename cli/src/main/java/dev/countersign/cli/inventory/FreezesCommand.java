package dev.countersign.cli.inventory;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freezes}. */
@Command(name = "freezes", description = "Shows what is frozen at a moment, and what will be.")
public final class FreezesCommand extends ApiCommand {
  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "For example 2026-12-24T08:00:00Z (default: now).")
  private @Nullable String at;

  @Override
  protected ExitCode run(Countersign api) {
    var query = at == null ? Map.<String, String>of() : Map.of("at", at);
    printer()
        .page(api.documents().get(Documents.path(Paths.FREEZES, query)), InventoryView.FREEZES);
    return ExitCode.DONE;
  }
}
