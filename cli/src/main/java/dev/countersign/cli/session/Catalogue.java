package dev.countersign.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import java.util.Optional;
import java.util.stream.Collectors;

/** Operations by what people call them. */
public final class Catalogue {
  private Catalogue() {}

  /**
   * @param operations definitions of the catalogue, or what is offered on a resource
   */
  public static Optional<JsonNode> find(JsonNode operations, String nameOrAlias) {
    return operations
        .valueStream()
        .filter(one ->
            name(one).equals(nameOrAlias)
                || one.path("aliases")
                    .valueStream()
                    .anyMatch(alias -> alias.asText().equals(nameOrAlias)))
        .findFirst();
  }

  /** One that has to be there. */
  public static JsonNode get(JsonNode operations, String nameOrAlias) {
    return find(operations, nameOrAlias)
        .orElseThrow(() ->
            new Failure(
                ExitCode.NOT_FOUND,
                "There is no operation " + nameOrAlias + " here.",
                "There are: "
                    + operations
                        .valueStream()
                        .map(Catalogue::name)
                        .collect(Collectors.joining(", "))));
  }

  public static String name(JsonNode operation) {
    return operation.path(operation.has("name") ? "name" : "operation").asText();
  }
}
