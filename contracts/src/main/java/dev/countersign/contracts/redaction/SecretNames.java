package dev.countersign.contracts.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Fields whose name says that their value is a secret. Case, {@code _} and {@code -} make no
 * difference, and a word may stand before the name: {@code db-password}, {@code
 * MasterUserPassword}.
 */
final class SecretNames {
  private static final List<String> ENDS =
      List.of(
          "password",
          "passwords",
          "passwd",
          "passphrase",
          "pwd",
          "secret",
          "secretkey",
          "secretaccesskey",
          "apikey",
          "accesskey",
          "accesskeyid",
          "privatekey",
          "token",
          "credential",
          "credentials",
          "connectionstring",
          "authorization",
          "cookie");

  /** Tokens that only say where a list goes on, or that a call is the same. */
  private static final List<String> HARMLESS =
      List.of("nexttoken", "pagetoken", "continuationtoken", "clienttoken", "requesttoken");

  /** Where the name of a value is a value itself, as in {@code {"Key": …, "Value": …}}. */
  private static final Set<String> NAMES =
      Set.of("key", "name", "parametername", "header", "field");

  private static final Set<String> VALUES = Set.of("value", "parametervalue");

  /** What nobody means as a secret. */
  private static final Set<String> NOTHING =
      Set.of("", "true", "false", "yes", "no", "on", "off", "none", "null", Redaction.MASK);

  static boolean secret(String name) {
    var letters = letters(name);
    return ENDS.stream().anyMatch(letters::endsWith) && !harmless(letters);
  }

  /** Of a name's letters. */
  static boolean harmless(String letters) {
    return HARMLESS.stream().anyMatch(letters::endsWith);
  }

  /** Whether a field of an object holds a secret, by its name or by the name beside it. */
  static boolean given(JsonNode object, String field, JsonNode value) {
    return something(value) && (secret(field) || isValue(field) && namedBeside(object));
  }

  private static boolean isValue(String field) {
    return VALUES.contains(letters(field));
  }

  private static boolean namedBeside(JsonNode object) {
    for (var field : object.properties()) {
      if (NAMES.contains(letters(field.getKey()))
          && field.getValue().isTextual()
          && secret(field.getValue().textValue())) {
        return true;
      }
    }
    return false;
  }

  private static boolean something(JsonNode value) {
    if (value.isArray()) {
      for (var item : value) {
        if (something(item)) {
          return true;
        }
      }
      return false;
    }
    return value.isNumber() || value.isTextual() && something(value.textValue());
  }

  /** Whether a value can be a secret at all: no flag, no mask, no reference to where it is kept. */
  static boolean something(String value) {
    var stripped = value.strip();
    return !NOTHING.contains(stripped.toLowerCase(Locale.ROOT))
        && !stripped.chars().allMatch(c -> c == '*')
        && !Arns.isArn(stripped);
  }

  /** A name in small letters and digits alone. */
  static String letters(String name) {
    var letters = new StringBuilder(name.length());
    name.chars()
        .filter(c -> c != '_' && c != '-' && c != '.' && c != ' ')
        .forEach(c -> letters.append(Character.toLowerCase((char) c)));
    return letters.toString();
  }

  private SecretNames() {}
}
