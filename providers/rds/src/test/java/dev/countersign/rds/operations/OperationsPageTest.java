package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.operation.Guard;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of all operations is made from their definitions and what preflight says. */
class OperationsPageTest {
  private static final Map<String, String> CONDITIONS =
      Map.of(
          "when-given", "given",
          "when-false", "false",
          "when-lower", "lower than at present");

  private static final Map<Guard, String> GUARDS =
      Map.of(
          Guard.CLIENT_TOKEN, "the service knows a repeated call by our token",
          Guard.CHOSEN_NAME, "we choose the name, and there is one of a name",
          Guard.OPTIMISTIC_LOCK, "the service refuses a call for another version",
          Guard.SET_STATE, "it sets a state, and the state is looked at",
          Guard.NONE, "nothing; it can end as `indeterminate`");

  private static final String TABLE =
      "| operation | what it does | clients notice |\n|---|---|---|\n";

  private static final String HEAD =
      """
      # The operations

      Made by `OperationsPageTest` from the operations' definitions; do not edit. After a change, run the test with
      `-Dcountersign.write-docs=true`. How to add one: [adding-an-operation.md](adding-an-operation.md).

      On production a `safe` operation is for any operator, a `risky` one for administrators, unless the settings say otherwise; those
      that interrupt service, destroy something or lessen the instance's protection also need `confirm_production: true`.
      """;

  @Test
  void thePageInTheDocsIsTheCatalogue() throws IOException {
    var file =
        Path.of(System.getProperty("countersign.home", "../.."))
            .resolve("docs/operations-catalogue.md");
    var page =
        OperationCatalogue.load().definitions().stream()
            .map(OperationsPageTest::section)
            .collect(Collectors.joining("", HEAD, ""));
    if (Boolean.getBoolean("countersign.write-docs")) {
      Files.writeString(file, page);
    }
    assertEquals(page, Files.readString(file));
  }

  @Test
  void theReadmeHasThemAll() throws IOException {
    var file = Path.of(System.getProperty("countersign.home", "../..")).resolve("README.md");
    var readme = Files.readString(file);
    var from = readme.indexOf(TABLE);
    var to = readme.indexOf("\n\n", from);
    var made =
        OperationCatalogue.load().definitions().stream()
            .map(OperationsPageTest::row)
            .collect(Collectors.joining("\n", TABLE, ""));
    if (Boolean.getBoolean("countersign.write-docs")) {
      Files.writeString(file, readme.substring(0, from) + made + readme.substring(to));
    }
    assertEquals(made, Files.readString(file).substring(from, from + made.length()));
  }

  private static String row(OperationDefinition definition) {
    var names =
        Stream.concat(Stream.of(definition.name()), definition.aliases().stream())
            .collect(Collectors.joining("` or `", "`", "`"));
    return "| %s | %s | %s |"
        .formatted(names, definition.title(), definition.interruptsService() ? "yes" : "");
  }

  private static String section(OperationDefinition definition) {
    var text = new StringBuilder("\n## `").append(definition.name()).append("`\n\n");
    text.append(definition.title()).append(". ").append(definition.summary()).append("\n\n");
    if (!definition.aliases().isEmpty()) {
      text.append("- also: `").append(String.join("`, `", definition.aliases())).append("`\n");
    }
    text.append("- tier: ").append(definition.defaultTier().wireName()).append('\n');
    text.append("- interrupts service: ")
        .append(definition.interruptsService() ? "yes" : "no")
        .append('\n');
    text.append("- needs confirmation in production: ")
        .append(confirmation(definition))
        .append('\n');
    text.append("- timeout: ").append(minutes(definition.timeout())).append('\n');
    text.append("- against a second effect: ").append(GUARDS.get(definition.guard())).append('\n');
    refusals(definition)
        .forEach((code, kinds) ->
            text.append("- refused on ")
                .append(String.join(", ", kinds))
                .append(": `")
                .append(code)
                .append("`\n"));
    new TreeMap<>(definition.rights())
        .forEach((kind, actions) ->
            text.append("- IAM, on `")
                .append(kind)
                .append(":*`: `")
                .append(String.join("`, `", actions))
                .append("`\n"));
    text.append("\n| parameter | | |\n|---|---|---|\n");
    var required = new HashSet<String>();
    definition.parameters().path("required").forEach(name -> required.add(name.asText()));
    for (var property : definition.parameters().path("properties").properties()) {
      text.append("| `").append(property.getKey()).append("` | ");
      text.append(property.getValue().path("type").asText());
      text.append(required.contains(property.getKey()) ? ", required" : "").append(" | ");
      text.append(described(property.getValue())).append(" |\n");
    }
    return text.toString();
  }

  private static Map<String, List<String>> refusals(OperationDefinition definition) {
    return switch (definition.kind()) {
      case Cluster.KIND -> ClusterTopologiesTest.refusals(definition);
      case Instance.KIND -> TopologiesTest.refusals(definition);
      // Another service's: what its provider refuses is not known here.
      default -> Map.of();
    };
  }

  private static String confirmation(OperationDefinition definition) {
    if (definition.interruptsService() || definition.destroys() || definition.lessensProtection()) {
      return "yes";
    }
    var when = new ArrayList<String>();
    for (var property : definition.parameters().path("properties").properties()) {
      for (var effect : List.of("x-interrupts-service", "x-lessens-protection")) {
        var condition = property.getValue().path(effect).asText();
        if (!condition.isEmpty()) {
          when.add("`" + property.getKey() + "` is " + CONDITIONS.get(condition));
        }
      }
    }
    return when.isEmpty() ? "no" : "where " + String.join(" or ", when);
  }

  private static String described(JsonNode property) {
    var description = property.path("description").asText();
    var values = property.path("enum");
    if (values.isArray()) {
      var all = new StringBuilder();
      values.forEach(
          value -> all.append(all.isEmpty() ? "`" : ", `").append(value.asText()).append('`'));
      return description + " One of " + all + '.';
    }
    return property.has("minimum")
        ? description
            + " From "
            + property.path("minimum")
            + " to "
            + property.path("maximum")
            + '.'
        : description;
  }

  private static String minutes(Duration timeout) {
    return timeout.toMinutes() + " minutes";
  }
}
