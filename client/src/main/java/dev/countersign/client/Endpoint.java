package dev.countersign.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every path of the OpenAPI document that this client calls. */
enum Endpoint {
  SUBMIT("POST", "/api/operations", 200, 202),
  PREVIEW("POST", "/api/previews", 200),
  LIST_OPERATIONS("GET", "/api/operations", 200),
  OPERATION("GET", "/api/operations/{operation_id}", 200),
  HISTORY("GET", "/api/operations/{operation_id}/history", 200),
  FOLLOW("GET", "/api/operations/{operation_id}/events", 200),
  CANCEL("POST", "/api/operations/{operation_id}/cancel", 202),
  RESOLVE("POST", "/api/operations/{operation_id}/resolution", 202),
  VOTE("POST", "/api/operations/{operation_id}/approvals", 202),
  WITHDRAW("DELETE", "/api/operations/{operation_id}/approvals", 202),
  APPROVALS("GET", "/api/approvals", 200),
  REVIEWS("GET", "/api/reviews", 200),
  REVIEW("POST", "/api/reviews/{operation_id}", 202),
  FOLLOW_ALL("GET", "/api/events", 200),
  LIST_INSTANCES("GET", "/api/instances", 200),
  INSTANCE("GET", "/api/instances/{instance_id}", 200),
  LIST_RESOURCES("GET", "/api/resources", 200),
  RESOURCE("GET", "/api/resources/{resource}", 200),
  LIST_SNAPSHOTS("GET", "/api/snapshots", 200),
  CATALOGUE("GET", "/api/catalogue", 200),
  FREEZES("GET", "/api/freezes", 200),
  ENTRIES("GET", "/api/ledger/entries", 200),
  ENTRY("GET", "/api/ledger/entries/{index}", 200),
  ENTRY_BYTES("GET", "/api/ledger/entries/{index}/bytes", 200),
  ENTRY_CONTENT("GET", "/api/ledger/entries/{index}/content", 200),
  CHECKPOINT("GET", "/api/ledger/checkpoint", 200),
  KEY("GET", "/api/ledger/key", 200),
  TILE("GET", "/api/ledger/tile/{tile}", 200),
  INCLUSION("GET", "/api/ledger/proofs/inclusion", 200),
  CONSISTENCY("GET", "/api/ledger/proofs/consistency", 200),
  LEDGER_HEALTH("GET", "/api/ledger/health", 200);

  private final String method;
  private final String template;
  private final int[] successes;

  Endpoint(String method, String template, int... successes) {
    this.method = method;
    this.template = template;
    this.successes = successes;
  }

  String method() {
    return method;
  }

  String template() {
    return template;
  }

  int[] successes() {
    return successes.clone();
  }

  /** With this value for the one placeholder that there is. */
  String path(Object value) {
    return path(template, value.toString());
  }

  static String path(String template, String value) {
    // A key has colons, which a path may have as they are.
    return template.replaceFirst("\\{[a-z_]+}", encoded(value).replace("%3A", ":"));
  }

  /** With the components of a record as the query, but for those that are null. */
  String query(Object question) {
    var fields = new LinkedHashMap<String, String>();
    Wire.MAPPER
        .valueToTree(question)
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
    return query(template, fields);
  }

  static String query(String path, Map<String, String> fields) {
    var query = new StringBuilder(path);
    var next = path.indexOf('?') < 0 ? '?' : '&';
    for (var field : fields.entrySet()) {
      query.append(next).append(encoded(field.getKey())).append('=');
      query.append(encoded(field.getValue()));
      next = '&';
    }
    return query.toString();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
