package dev.countersign.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.Catalogue;
import dev.countersign.cli.session.Paths;
import dev.countersign.client.Documents;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The filters of the list, for operations that the live stream brings: it has none. */
final class OperationMatch implements Predicate<JsonNode> {
  private static final int PARTS_OF_AN_ARN = 7;

  private final Map<String, @Nullable Object> query;
  private final @Nullable String operation;

  OperationMatch(Documents api, Map<String, @Nullable Object> query) {
    this.query = query;
    var named = query.get("operation");
    this.operation = named == null ? null : name(api, named.toString());
  }

  /** Events have the name, where people may give an alias. */
  private static String name(Documents api, String given) {
    return Catalogue.find(Printer.json(api.get(Paths.CATALOGUE)).path("operations"), given)
        .map(Catalogue::name)
        .orElse(given);
  }

  @Override
  public boolean test(JsonNode seen) {
    var requested = Instant.parse(seen.path("requested_at").asText());
    return (operation == null || operation.equals(seen.path("operation").asText()))
        && is("status", seen.path("status"))
        && is("requester", seen.path("requester").path("subject"))
        && is("environment", seen.path("environment"))
        && is("success", seen.path("success"))
        && !(query.get("from") instanceof Instant from && requested.isBefore(from))
        && !(query.get("to") instanceof Instant to && !requested.isBefore(to))
        && on("resource", "", seen.path("resource"))
        && on("instance_id", "db", seen.path("resource"))
        && on("cluster_id", "cluster", seen.path("resource"));
  }

  private boolean is(String filter, JsonNode value) {
    var wanted = query.get(filter);
    return wanted == null || wanted.toString().equals(value.asText());
  }

  /**
   * @param type of the resource, as ARNs have it; empty for any
   */
  private boolean on(String filter, String type, JsonNode resource) {
    var wanted = Objects.toString(query.get(filter), "");
    if (wanted.isEmpty()) {
      return true;
    }
    if (!type.isEmpty() && !resource.path("type").asText().endsWith(":" + type)) {
      return false;
    }
    var identifier = resource.path("identifier").asText();
    var account = resource.path("account").asText();
    var region = resource.path("region").asText();
    if (wanted.startsWith("arn:")) {
      var parts = wanted.split(":", PARTS_OF_AN_ARN);
      return parts.length == PARTS_OF_AN_ARN
          && parts[3].equals(region)
          && parts[4].equals(account)
          && resource.path("type").asText().equals(parts[2] + ':' + parts[5])
          && parts[6].equals(identifier);
    }
    return wanted.equals(resource.path("key").asText())
        || wanted.equals(identifier)
        || wanted.equals(account + ':' + region + ':' + identifier);
  }
}
