package dev.countersign.contracts.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the value of a CloudEvents attribute may be. Consumers keep attributes in columns with an
 * index, whose rows are bounded in bytes, and print them in logs: hence the bound in bytes, and no
 * control characters, which CloudEvents forbids as well.
 */
public final class Attribute {
  /** The longest attribute, in bytes of UTF-8. */
  public static final int MAX_BYTES = 512;

  /** Whether this text can be an attribute. */
  public static boolean fits(String text) {
    return problem(text) == null;
  }

  /** Why this text cannot be an attribute; null where it can. Never quotes it. */
  static @Nullable String problem(String text) {
    if (text.isEmpty()) {
      return "is missing";
    }
    // Every character is at least one byte: what is far too long is not encoded to find that out.
    if (text.length() > MAX_BYTES || text.getBytes(UTF_8).length > MAX_BYTES) {
      return "is longer than " + MAX_BYTES + " bytes";
    }
    return text.codePoints().allMatch(Attribute::isText) ? null : "has characters that are no text";
  }

  /**
   * The one value of a header; empty where the header is absent or has none.
   *
   * @throws UnreadableEvent when it is there twice, which two readers could understand differently,
   *     or is not UTF-8
   */
  static Optional<String> only(List<RawHeader> headers, String name) {
    var found = headers.stream().filter(header -> header.name().equals(name)).toList();
    if (found.size() > 1) {
      throw new UnreadableEvent("header " + name + " is there more than once");
    }
    var bytes = found.isEmpty() ? null : found.getFirst().value();
    return bytes == null ? Optional.empty() : Optional.of(text(name, bytes));
  }

  private static String text(String name, byte[] bytes) {
    try {
      // Unlike a String's constructor, a new decoder reports what it cannot decode.
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableEvent("header " + name + " is not UTF-8", e);
    }
  }

  /** https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md#type-system */
  private static boolean isText(int character) {
    return !Character.isISOControl(character)
        && Character.getType(character) != Character.SURROGATE
        && (character & 0xFFFE) != 0xFFFE
        && (character < 0xFDD0 || character > 0xFDEF);
  }

  private Attribute() {}
}
