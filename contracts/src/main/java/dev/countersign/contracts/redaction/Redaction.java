package dev.countersign.contracts.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.function.UnaryOperator;

/** Shows a text or JSON without the secrets in it. For logs, errors and pages alone. */
public final class Redaction {
  /** What stands where a secret was. */
  public static final String MASK = "[redacted]";

  /** What is masked can lay bare what was no secret in its neighbourhood; not more often. */
  private static final int ROUNDS = 4;

  /** Without secrets, and with no more than the first letter of the names of mailboxes. */
  public static String text(String text) {
    return EmailAddresses.masked(secrets(text));
  }

  /** Without secrets. E-mail addresses stay, for where people are named by them. */
  public static String secrets(String text) {
    var shown = text;
    for (var round = 0; round < ROUNDS; round++) {
      var spans = Secrets.spans(shown);
      if (spans.isEmpty()) {
        return shown;
      }
      shown = Span.without(shown, spans, MASK);
    }
    return shown;
  }

  /** All texts and names of fields as by {@link #text}, and what is secret by its name. */
  public static JsonNode json(JsonNode json) {
    return json(json, Redaction::text);
  }

  /** The same as by {@link #secrets}. */
  public static JsonNode secrets(JsonNode json) {
    return json(json, Redaction::secrets);
  }

  private static JsonNode json(JsonNode node, UnaryOperator<String> text) {
    return switch (node) {
      case TextNode leaf -> TextNode.valueOf(text.apply(leaf.textValue()));
      case ObjectNode object -> object(object, text);
      case ArrayNode array -> {
        var shown = JsonNodeFactory.instance.arrayNode(array.size());
        array.forEach(item -> shown.add(json(item, text)));
        yield shown;
      }
      default -> node;
    };
  }

  private static JsonNode object(ObjectNode object, UnaryOperator<String> text) {
    var shown = JsonNodeFactory.instance.objectNode();
    for (var field : object.properties()) {
      var value =
          SecretNames.given(object, field.getKey(), field.getValue())
              ? masked(field.getValue())
              : json(field.getValue(), text);
      shown.set(text.apply(field.getKey()), value);
    }
    return shown;
  }

  private static JsonNode masked(JsonNode secret) {
    if (!secret.isArray()) {
      return TextNode.valueOf(MASK);
    }
    var shown = JsonNodeFactory.instance.arrayNode(secret.size());
    secret.forEach(
        item -> shown.add(item.isContainerNode() ? masked(item) : TextNode.valueOf(MASK)));
    return shown;
  }

  private Redaction() {}
}
