package dev.countersign.contracts.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what looks like a secret. A secret without a form and without a name is not found. */
public final class Secrets {
  /**
   * A secret in JSON.
   *
   * @param path of the field, for example {@code parameters.tags.0.Value}; where a field's name is
   *     the secret, of the object that has it
   */
  public record Found(String path, SecretKind kind) {}

  /** Of the first one in a text. */
  public static Optional<SecretKind> in(String text) {
    return spans(text).stream().findFirst().map(Span::kind);
  }

  /** The first one in an object or a list, at any depth. */
  public static Optional<Found> in(JsonNode json) {
    return in(json, "");
  }

  static List<Span> spans(String text) {
    if (text.length() < 5) {
      return List.of();
    }
    var found = new ArrayList<Span>();
    PrivateKeys.find(text, found);
    WebTokens.find(text, found);
    Keys.find(text, found);
    UrlPasswords.find(text, found);
    Authorizations.find(text, found);
    NamedValues.find(text, found);
    return Span.merged(found);
  }

  private static Optional<Found> in(JsonNode node, String path) {
    if (node.isTextual()) {
      return in(node.textValue()).map(kind -> new Found(path, kind));
    }
    for (var field : node.properties()) {
      var name = in(field.getKey());
      if (name.isPresent()) {
        return Optional.of(new Found(path, name.get()));
      }
      var below = path.isEmpty() ? field.getKey() : path + '.' + field.getKey();
      var found =
          SecretNames.given(node, field.getKey(), field.getValue())
              ? Optional.of(new Found(below, SecretKind.NAMED))
              : in(field.getValue(), below);
      if (found.isPresent()) {
        return found;
      }
    }
    for (var index = 0; node.isArray() && index < node.size(); index++) {
      var found = in(node.get(index), path.isEmpty() ? "" + index : path + '.' + index);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Secrets() {}
}
