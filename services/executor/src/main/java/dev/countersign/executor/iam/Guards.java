package dev.countersign.executor.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What IAM is to refuse by itself, even if everything of ours had failed.
 *
 * @param tagNames tags that say an instance's environment; IAM compares their names in any case
 * @param productionValues values that say production; compared in any case
 * @param productionOpen whether both gates for production are open
 */
record Guards(List<String> tagNames, List<String> productionValues, boolean productionOpen) {
  private static final JsonMapper YAML = JsonMapper.builder(new YAMLFactory()).build();

  Guards {
    tagNames = List.copyOf(tagNames);
    productionValues = List.copyOf(productionValues);
    if (tagNames.isEmpty() || productionValues.isEmpty()) {
      throw new IllegalArgumentException(
          "the settings name no tags, or no value of them that says production");
    }
  }

  /**
   * From policy's settings file.
   *
   * @param secondGate the environment variable ENABLE_PRODUCTION_OPERATIONS
   */
  static Guards read(Path settings, boolean secondGate) {
    try {
      var tree = YAML.readTree(Files.readString(settings));
      return new Guards(
          texts(tree.path("tag_names")),
          texts(tree.path("tag_values").path("production")),
          secondGate && tree.path("enable_production_operations").asBoolean(false));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read settings from " + settings, e);
    }
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
