package dev.countersign.workbench.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.contracts.resource.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Whole resources, of the little that a test says about one: {@code resources.yaml}. */
final class ResourceTemplates {
  private static final String ACCOUNT = "account";
  private static final String REGION = "region";
  private static final String ID = "id";
  private static final Set<String> IN_THE_KEY = Set.of(ACCOUNT, REGION, ID);
  private static final JsonNode TEMPLATES = load();

  /**
   * The resource that a test means.
   *
   * @param kind for example {@code rds:db}
   * @param path of what it says, for a mistake in it
   * @param at when it was observed
   * @throws TestsNotRead naming the field that is wrong, without its file and line
   */
  static Resource resource(String kind, String path, ObjectNode said, String at) {
    var template = TEMPLATES.has(kind) ? TEMPLATES.get(kind) : TEMPLATES.get("other");
    var whole = (ObjectNode) template.deepCopy();
    var own = said.deepCopy();
    own.remove(IN_THE_KEY);
    over(kind, path, whole, own);
    try {
      var key = key(kind, said, whole.path("identifier").asText());
      whole.put("key", key.toString());
      whole.put("arn", arn(key, whole.path("identifier").asText()));
      whole.put("observed_at", at);
      if (whole.has("source") && whole.path("source").isNull()) {
        whole.put("source", source(key).toString());
      }
      return Json.read(Json.text(whole), Resource.class);
    } catch (IllegalArgumentException e) {
      throw new TestsNotRead(path + ": " + e.getMessage(), e);
    }
  }

  private static void over(String kind, String path, ObjectNode whole, ObjectNode said) {
    said.properties()
        .forEach(field -> {
          var name = field.getKey();
          var at = path + '.' + name;
          var before = whole.get(name);
          if (before == null) {
            throw new TestsNotRead(
                "%s: a resource of the kind %s has no such field; there are %s"
                    .formatted(at, kind, names(whole)));
          }
          if (before instanceof ObjectNode inner
              && !inner.isEmpty()
              && field.getValue() instanceof ObjectNode more) {
            over(kind, at, inner, more);
          } else {
            whole.set(name, field.getValue());
          }
        });
  }

  private static String names(ObjectNode whole) {
    var names = new TreeSet<String>();
    for (Iterator<String> each = whole.fieldNames(); each.hasNext(); ) {
      names.add(each.next());
    }
    return String.join(", ", names);
  }

  private static ResourceKey key(String kind, ObjectNode said, String identifier) {
    var parts = kind.split(":", 2);
    return new ResourceKey(
        said.path(ACCOUNT).asText("444455556666"),
        said.path(REGION).asText("eu-central-1"),
        parts[0],
        parts[1],
        said.path(ID).asText(id(kind, identifier)));
  }

  private static String id(String kind, String identifier) {
    var own = identifier.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    return switch (kind) {
      case Instance.KIND -> "db-" + own;
      case Cluster.KIND -> "cluster-" + own;
      default -> identifier;
    };
  }

  private static ResourceKey source(ResourceKey snapshot) {
    return snapshot.kind().equals(Snapshot.OF_CLUSTER)
        ? Cluster.keyOf(snapshot.account(), snapshot.region(), "cluster-SOURCE")
        : Instance.keyOf(snapshot.account(), snapshot.region(), "db-SOURCE");
  }

  private static String arn(ResourceKey key, String identifier) {
    return "arn:aws:%s:%s:%s:%s:%s"
        .formatted(key.service(), key.region(), key.account(), key.type(), identifier);
  }

  private static JsonNode load() {
    try (var in = ResourceTemplates.class.getResourceAsStream("/resources.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ResourceTemplates() {}
}
