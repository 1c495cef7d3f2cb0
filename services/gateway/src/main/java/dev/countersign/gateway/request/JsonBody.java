package dev.countersign.gateway.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.gateway.problem.Problem;
import dev.countersign.gateway.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads a body as one JSON object, strictly: what two readers could understand differently, or what
 * costs much to read, is refused. Problems give the place, and never quote the content.
 */
public final class JsonBody {
  /** How deep objects and lists may be in each other. */
  public static final int DEEPEST = 16;

  private static final int LONGEST_STRING = 8192;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_STRING)
                          .maxNameLength(256)
                          .maxNumberLength(64)
                          .maxDocumentLength(1 << 20)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Reads it. */
  public static Reading<ObjectNode> read(byte[] body) {
    try {
      var tree = MAPPER.readTree(body);
      if (tree instanceof ObjectNode object) {
        return storable(object)
            ? new Reading.Read<>(object)
            : refused(
                ProblemType.MALFORMED_JSON,
                "A name or string has the character NUL or half a surrogate pair.");
      }
      return tree == null || tree.isMissingNode()
          ? refused(ProblemType.MALFORMED_JSON, "The body is empty.")
          : refused(ProblemType.WRONG_TYPE, "The body has to be a JSON object.");
    } catch (StreamConstraintsException e) {
      return e.getOriginalMessage().contains("nesting depth")
          ? refused(
              ProblemType.NESTING_TOO_DEEP, "The body is nested more than " + DEEPEST + " deep.")
          : refused(
              ProblemType.VALUE_TOO_LONG, "A name, string or number is too long" + place(e) + '.');
    } catch (JsonParseException e) {
      return e.getOriginalMessage().startsWith("Duplicate")
          ? refused(ProblemType.DUPLICATE_KEY, "An object has the same key twice" + place(e) + '.')
          : refused(ProblemType.MALFORMED_JSON, "The body is not valid JSON" + place(e) + '.');
    } catch (JsonProcessingException e) {
      return refused(ProblemType.MALFORMED_JSON, "The body is not valid JSON" + place(e) + '.');
    } catch (IOException e) {
      // Bytes that are not UTF-8 arrive here; there is nothing else to read from than memory.
      return e instanceof java.io.CharConversionException
          ? refused(ProblemType.MALFORMED_JSON, "The body is not UTF-8.")
          : failed(e);
    }
  }

  /**
   * JSON can escape what is no text: the database does not take NUL, and half a surrogate pair
   * cannot be written as UTF-8, not even into the answer that would quote it.
   */
  private static boolean storable(JsonNode node) {
    if (node.isTextual()) {
      return storable(node.textValue());
    }
    for (var field : node.properties()) {
      if (!storable(field.getKey())) {
        return false;
      }
    }
    for (var child : node) {
      if (!storable(child)) {
        return false;
      }
    }
    return true;
  }

  private static boolean storable(String text) {
    return text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
  }

  private static Reading<ObjectNode> failed(IOException e) {
    throw new UncheckedIOException(e);
  }

  private static String place(JsonProcessingException e) {
    var at = e.getLocation();
    return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static Reading<ObjectNode> refused(ProblemType type, String detail) {
    return new Reading.Unreadable<>(Problem.of(type, detail));
  }

  private JsonBody() {}
}
