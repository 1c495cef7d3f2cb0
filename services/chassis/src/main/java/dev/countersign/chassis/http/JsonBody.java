package dev.countersign.chassis.http;

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
import dev.countersign.contracts.redaction.Secrets;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A body that is one JSON object, read strictly: what two readers could understand differently, or
 * what costs much to read, is refused. Problems name the field or the place, and never quote the
 * content. What looks like a secret is refused as well, in whatever field.
 */
public final class JsonBody {
  /** How deep objects and lists may be in each other. */
  public static final int DEEPEST = 16;

  /** The longest of all strings, in characters. */
  public static final int LONGEST_STRING = 8192;

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

  private final ObjectNode fields;
  private final String form;
  private final String place;

  private JsonBody(ObjectNode fields, String form, String place) {
    this.fields = fields;
    this.form = form;
    this.place = place;
  }

  /**
   * Reads a whole body.
   *
   * @param form what should have been sent, told to whoever sent something else
   * @param known the names of all fields that there may be
   * @throws ProblemFound naming the place or the field
   */
  public static JsonBody read(byte[] body, String form, List<String> known) {
    var read = known(object(body), form, "", known);
    Secrets.in(read.fields).ifPresent(JsonBody::refuse);
    return read;
  }

  /** It would be in events and in the ledger for good, where nobody could take it out again. */
  private static void refuse(Secrets.Found secret) {
    throw LooksLikeSecret.in(secret.path(), secret.kind()).found();
  }

  /**
   * An object within this one, read as strictly; empty where it is not there.
   *
   * @param known the names of all fields that it may have
   */
  public Optional<JsonBody> inner(String field, List<String> known) {
    return has(field)
        ? Optional.of(known(object(field), form, place + field + '.', known))
        : Optional.empty();
  }

  /**
   * The objects of a list within this one, read as strictly; empty where it is not there.
   *
   * @param most how many there may be
   * @param known the names of all fields that each may have
   * @param notYet fields that people ask for and that are not offered, with what to say of them
   */
  public List<JsonBody> objects(
      String field, int most, List<String> known, Map<String, String> notYet) {
    var node = fields.path(field);
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!node.isArray()) {
      throw wrong(ProblemType.WRONG_TYPE, field, "has to be a list");
    }
    if (node.isEmpty() || node.size() > most) {
      throw wrong(
          ProblemType.INVALID_PARAMETER,
          field,
          "has to have 1 to " + most + " entries; leave it out for none");
    }
    var all = new ArrayList<JsonBody>();
    for (var one : node) {
      var name = field + '[' + all.size() + ']';
      if (!(one instanceof ObjectNode object)) {
        throw wrong(ProblemType.WRONG_TYPE, name, "has to be an object");
      }
      notYet.forEach((asked, what) -> {
        if (object.has(asked)) {
          throw wrong(ProblemType.INVALID_PARAMETER, name + '.' + asked, what);
        }
      });
      all.add(known(object, form, place + name + '.', known));
    }
    return List.copyOf(all);
  }

  private static JsonBody known(ObjectNode fields, String form, String place, List<String> known) {
    for (var field : fields.properties()) {
      if (!known.contains(field.getKey())) {
        throw Problem.of(ProblemType.UNKNOWN_FIELD, "The body has a field that is not known.")
            .field(place + field.getKey())
            .nextStep(form)
            .found();
      }
    }
    return new JsonBody(fields, form, place);
  }

  /** Whether a field is there, whatever its value is. */
  public boolean has(String field) {
    return fields.has(field);
  }

  /** The text of a field that has to be there. */
  public String text(String field, int longest) {
    return optionalText(field, longest)
        .orElseThrow(() -> wrong(ProblemType.MISSING_FIELD, field, "is missing"));
  }

  /** The text of a field, if it is there. */
  public Optional<String> optionalText(String field, int longest) {
    var node = fields.path(field);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw wrong(ProblemType.WRONG_TYPE, field, "has to be a string");
    }
    if (node.textValue().length() > longest) {
      throw wrong(ProblemType.VALUE_TOO_LONG, field, "has more than " + longest + " characters");
    }
    return Optional.of(node.textValue());
  }

  /** The object of a field; an empty one where it is not there. */
  public ObjectNode object(String field) {
    return switch (fields.path(field)) {
      case ObjectNode object -> object;
      case JsonNode node when node.isMissingNode() -> MAPPER.createObjectNode();
      case JsonNode _ -> throw wrong(ProblemType.WRONG_TYPE, field, "has to be an object");
    };
  }

  /** A problem with one field. */
  public ProblemFound wrong(ProblemType type, String field, String what) {
    return Problem.of(type, place + field + ' ' + what + '.')
        .field(place + field)
        .nextStep(form)
        .found();
  }

  private static ObjectNode object(byte[] body) {
    try {
      var tree = MAPPER.readTree(body);
      if (tree instanceof ObjectNode object) {
        if (storable(object)) {
          return object;
        }
        throw malformed("A name or string has the character NUL or half a surrogate pair.");
      }
      throw tree == null || tree.isMissingNode()
          ? malformed("The body is empty.")
          : refused(ProblemType.WRONG_TYPE, "The body has to be a JSON object.");
    } catch (StreamConstraintsException e) {
      throw e.getOriginalMessage().contains("nesting depth")
          ? refused(
              ProblemType.NESTING_TOO_DEEP, "The body is nested more than " + DEEPEST + " deep.")
          : refused(
              ProblemType.VALUE_TOO_LONG, "A name, string or number is too long" + place(e) + '.');
    } catch (JsonParseException e) {
      throw e.getOriginalMessage().startsWith("Duplicate")
          ? refused(ProblemType.DUPLICATE_KEY, "An object has the same key twice" + place(e) + '.')
          : malformed("The body is not valid JSON" + place(e) + '.');
    } catch (JsonProcessingException e) {
      throw malformed("The body is not valid JSON" + place(e) + '.');
    } catch (CharConversionException e) {
      throw malformed("The body is not UTF-8.");
    } catch (IOException e) {
      // There is nothing else to read from than memory.
      throw new UncheckedIOException(e);
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

  private static String place(JsonProcessingException e) {
    var at = e.getLocation();
    return at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static ProblemFound malformed(String detail) {
    return refused(ProblemType.MALFORMED_JSON, detail);
  }

  private static ProblemFound refused(ProblemType type, String detail) {
    return Problem.of(type, detail).found();
  }
}
