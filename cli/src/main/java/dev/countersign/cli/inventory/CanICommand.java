package dev.countersign.cli.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.cli.session.Catalogue;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code can-i}. */
@Command(
    name = "can-i",
    description = {
      "Says whether you may do an operation on an instance now, with ordinary parameters, and why.",
      "Exit codes: 0 yes, 9 people have to agree, 3 no, 75 policy does not answer. preview judges your parameters."
    })
public final class CanICommand extends ApiCommand {
  private static final int PARTS_OF_A_KEY = 5;

  @Parameters(
      index = "0",
      paramLabel = "OPERATION",
      description = "A name or alias of the catalogue; all for every one.")
  private String operation = "";

  @Parameters(
      index = "1",
      paramLabel = "INSTANCE",
      description =
          "Of an instance: identifier, account:region:identifier, ARN or key; of another resource: ARN or key.")
  private String on = "";

  @Override
  protected ExitCode run(Countersign api) {
    var whole = on.startsWith("arn:") || on.split(":").length == PARTS_OF_A_KEY;
    var shown = api.documents().get(Documents.path(whole ? Paths.RESOURCE : Paths.INSTANCE, on));
    var offers = Printer.json(shown).path("operations");
    if (operation.equals("all")) {
      printer().some(offers.valueStream().toList(), InventoryView.ALLOWED);
      return ExitCode.DONE;
    }
    var offer = Catalogue.get(offers, operation);
    printer().some(List.of(offer), InventoryView.ALLOWED);
    return exit(offer);
  }

  private static ExitCode exit(JsonNode offer) {
    return switch (offer.path("allowed").asText()) {
      case "yes" -> ExitCode.DONE;
      case "needs-approval" -> ExitCode.WAITS_FOR_APPROVAL;
      case "no" -> ExitCode.REFUSED;
      default -> ExitCode.TRANSIENT;
    };
  }
}
