package dev.countersign.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.ListCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}. */
@Command(name = "list", description = "Shows operations, newest first, 50 of them.")
public final class OperationListCommand extends ListCommand {
  @Mixin private OperationFilters filters = new OperationFilters();

  @Option(
      names = "--watch",
      description =
          "Go on: show each operation again whenever something happens to it. Best with -o jsonl.")
  private boolean watch;

  @Override
  protected ExitCode run(Countersign api) {
    var path = asked(Paths.OPERATIONS, filters.query());
    return watch ? watch(api, path) : list(api, path, OperationView.OPERATIONS);
  }

  /** Whatever happened while no stream was open is in the list that is read once it is. */
  private ExitCode watch(Countersign api, String path) {
    var documents = api.documents();
    var match = new OperationMatch(documents, filters.query());
    var shown = new HashMap<String, Integer>();
    try (var _ = Interruption.says(() -> say("Stopped watching. Nothing else has stopped."));
        var happening =
            documents.followAll(() -> {
              var page = Printer.json(documents.get(path)).path("operations");
              page.valueStream().toList().reversed().forEach(operation -> show(operation, shown));
            })) {
      happening.filter(match).forEach(operation -> show(operation, shown));
    }
    return ExitCode.DONE;
  }

  private void show(JsonNode operation, Map<String, Integer> shown) {
    var id = operation.path("operation_id").asText();
    var version = operation.path("version").asInt();
    if (version > shown.getOrDefault(id, 0)) {
      shown.put(id, version);
      printer().row(operation, OperationView.OPERATIONS);
    }
  }
}
