package dev.countersign.contracts.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.InstanceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What holds of every definition, whoever adds it. */
class OperationDefinitionsTest {
  private static final Path FOLDER = Path.of("src/main/resources/operations");
  private static final OperationCatalogue CATALOGUE = OperationCatalogue.load();

  @Test
  void everyFileOfTheFolderIsAnOperationAndHasNoWordThatNobodyReads() throws IOException {
    var strict =
        Json.mapper()
            .readerFor(OperationDefinition.class)
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    var names = new TreeSet<String>();
    try (var files = Files.list(FOLDER)) {
      for (var file : files.toList()) {
        names.add(strict.<OperationDefinition>readValue(file.toFile()).name());
      }
    }
    var found = CATALOGUE.definitions().stream().map(OperationDefinition::name).toList();
    assertEquals(List.copyOf(names), found);
  }

  @Test
  void itsExamplesAreTakenAndShowEveryParameter() {
    for (var definition : CATALOGUE.definitions()) {
      var shown = new HashSet<>(Set.of(OperationDefinition.CONFIRMATION));
      for (var example : definition.examples()) {
        assertEquals(List.of(), CATALOGUE.check(definition, example), definition.name());
        assertEquals(example, CATALOGUE.normalized(definition, example), definition.name());
        shown.addAll(example.keySet());
      }
      assertEquals(names(definition.parameters().path("properties")), shown, definition.name());
    }
  }

  @Test
  void itTakesNoParameterThatItDoesNotName() {
    for (var definition : CATALOGUE.definitions()) {
      var schema = definition.parameters();
      assertEquals("object", schema.path("type").asText(), definition.name());
      assertEquals("false", schema.path("additionalProperties").asText(), definition.name());
      for (var property : schema.path("properties").properties()) {
        var name = definition.name() + '.' + property.getKey();
        assertTrue(property.getValue().path("description").asText().endsWith("."), name);
        assertTrue(property.getValue().path("x-hint").asText().endsWith("."), name);
      }
    }
  }

  @Test
  void itsStatesAreThoseThatAwsPublishes() {
    for (var definition : CATALOGUE.definitions()) {
      var runsOn = definition.runsOn();
      var named = new HashSet<>(runsOn.statuses());
      named.addAll(runsOn.mends());
      assertEquals(runsOn.statuses().size() + runsOn.mends().size(), named.size());
      if (definition.service().equals("rds") && !named.equals(Set.of("any"))) {
        assertTrue(InstanceStatus.published().containsAll(named), definition.name() + named);
      }
    }
  }

  @Test
  void itsRightsAreActionsOfItsServiceByName() {
    for (var definition : CATALOGUE.definitions()) {
      assertTrue(!definition.rights().isEmpty(), definition.name());
      definition.rights().values().stream()
          .flatMap(List::stream)
          .forEach(action ->
              assertTrue(
                  action.matches(definition.service() + ":[A-Za-z]+"),
                  () -> definition.name() + ' ' + action));
    }
  }

  /** The names of fields are the API's: what is for our services alone is not shown. */
  @Test
  void theApiShowsWhatAPersonChoosesBy() {
    for (var definition : CATALOGUE.definitions()) {
      assertEquals(
          Set.of(
              "name",
              "aliases",
              "title",
              "summary",
              "interrupts_service",
              "destroys",
              "lessens_protection",
              "default_tier",
              "timeout",
              "parameters"),
          names(Json.mapper().valueToTree(definition)));
    }
  }

  private static Set<String> names(JsonNode object) {
    var names = new HashSet<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
