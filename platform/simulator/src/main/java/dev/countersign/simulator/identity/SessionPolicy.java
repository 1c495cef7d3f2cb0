package dev.countersign.simulator.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A policy document: of a session, which can only take away, or of a role. Action, NotAction,
 * Resource and NotResource are read with wildcards. A statement with a condition that nobody here
 * can tell never allows, and always denies.
 */
public final class SessionPolicy {
  private final List<JsonNode> statements;

  private SessionPolicy(List<JsonNode> statements) {
    this.statements = statements;
  }

  public static SessionPolicy parse(String text) {
    try {
      JsonNode statement = Json.MAPPER.readTree(text).path("Statement");
      var statements = new ArrayList<JsonNode>();
      if (statement.isArray()) {
        statement.forEach(statements::add);
      } else if (statement.isObject()) {
        statements.add(statement);
      }
      boolean sound =
          !statements.isEmpty()
              && statements.stream()
                  .allMatch(one ->
                      List.of("Allow", "Deny").contains(one.path("Effect").asText())
                          && (one.has("Action") || one.has("NotAction"))
                          && (one.has("Resource") || one.has("NotResource")));
      if (!sound) {
        throw malformed();
      }
      return new SessionPolicy(statements);
    } catch (JsonProcessingException e) {
      throw malformed();
    }
  }

  private static AwsError malformed() {
    return AwsError.refused("MalformedPolicyDocument", "Syntax errors in policy.");
  }

  public boolean allows(String action, String resource) {
    return allows(action, resource, Map.of("aws:CurrentTime", Instant.now().toString()));
  }

  /**
   * Whether a statement allows it and none denies it.
   *
   * @param context the keys that conditions ask for
   */
  public boolean allows(String action, String resource, Map<String, String> context) {
    boolean allowed = false;
    for (JsonNode statement : statements) {
      if (covers(statement, action, resource)) {
        Boolean holds = Conditions.hold(statement.path("Condition"), context);
        if (statement.path("Effect").asText().equals("Deny")) {
          if (holds == null || holds) {
            return false;
          }
        } else {
          allowed |= holds != null && holds;
        }
      }
    }
    return allowed;
  }

  private static boolean covers(JsonNode statement, String action, String resource) {
    String wanted = action.toLowerCase(Locale.ROOT);
    boolean actions =
        statement.has("Action")
            ? any(statement.path("Action"), wanted, true)
            : !any(statement.path("NotAction"), wanted, true);
    boolean resources =
        statement.has("Resource")
            ? any(statement.path("Resource"), resource, false)
            : !any(statement.path("NotResource"), resource, false);
    return actions && resources;
  }

  private static boolean any(JsonNode patterns, String value, boolean ignoreCase) {
    Iterable<JsonNode> all = patterns.isArray() ? patterns : List.of(patterns);
    for (JsonNode pattern : all) {
      String text = pattern.asText();
      if (glob(ignoreCase ? text.toLowerCase(Locale.ROOT) : text, value)) {
        return true;
      }
    }
    return false;
  }

  /** IAM's wildcards: * is any text, ? is any one character. */
  public static boolean glob(String pattern, String value) {
    int p = 0;
    int v = 0;
    int star = -1;
    int resume = 0;
    while (v < value.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = v;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == value.charAt(v))) {
        p++;
        v++;
      } else if (star >= 0) {
        p = star + 1;
        v = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
