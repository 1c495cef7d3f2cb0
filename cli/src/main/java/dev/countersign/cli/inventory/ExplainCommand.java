package dev.countersign.cli.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.cli.session.Catalogue;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code explain}. */
@Command(
    name = "explain",
    description = "Shows what an operation does and which parameters it has, or all operations.")
public final class ExplainCommand extends ApiCommand {
  @Parameters(arity = "0..1", paramLabel = "OPERATION", description = "Name or alias.")
  private @Nullable String operation;

  @Override
  protected ExitCode run(Countersign api) {
    var answer = api.documents().get(Paths.CATALOGUE);
    if (operation == null) {
      printer().page(answer, InventoryView.CATALOGUE);
      return ExitCode.DONE;
    }
    var definition = Catalogue.get(Printer.json(answer).path("operations"), operation);
    printer().one(definition, InventoryView.CATALOGUE);
    if (printer().format().forPeople()) {
      options().here().out().println();
      printer().some(parameters(definition.path("parameters")), InventoryView.PARAMETERS);
    }
    return ExitCode.DONE;
  }

  private static List<JsonNode> parameters(JsonNode schema) {
    var required =
        schema.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    return schema
        .path("properties")
        .propertyStream()
        .map(property -> {
          var row = new LinkedHashMap<String, String>();
          row.put("name", property.getKey());
          row.put("type", type(property.getValue()));
          row.put("required", required.contains(property.getKey()) ? "yes" : "");
          row.put("description", property.getValue().path("description").asText());
          return Printer.document(row);
        })
        .toList();
  }

  private static String type(JsonNode property) {
    var values = property.path("enum").valueStream().map(JsonNode::asText).toList();
    return values.isEmpty() ? property.path("type").asText() : String.join("|", values);
  }
}
