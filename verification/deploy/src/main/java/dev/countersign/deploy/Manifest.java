package dev.countersign.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** One object for the Kubernetes API. */
public record Manifest(JsonNode node) {
  /** What the API server is asked to create in an environment, in order. */
  public static List<Manifest> of(String overlay) {
    return Yaml.documents(Yaml.file("deploy/k8s/rendered/" + overlay + ".yaml")).stream()
        .map(Manifest::new)
        .toList();
  }

  /** For example {@code apps/v1}. */
  public String apiVersion() {
    return node.path("apiVersion").asText();
  }

  public String kind() {
    return node.path("kind").asText();
  }

  public String name() {
    return at("/metadata/name").asText();
  }

  /** A part, by JSON pointer; missing parts are missing nodes. */
  public JsonNode at(String pointer) {
    return node.at(pointer);
  }

  /** The parts of an array, by JSON pointer. */
  public List<JsonNode> all(String pointer) {
    return StreamSupport.stream(at(pointer).spliterator(), false).toList();
  }

  /** A map of texts, by JSON pointer. */
  public Map<String, String> texts(String pointer) {
    var texts = new TreeMap<String, String>();
    at(pointer).properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /** Whether it makes pods out of a template of its own. */
  public boolean hasPods() {
    return kind().equals("Deployment") || kind().equals("Job");
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }
}
