package dev.countersign.contracts.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.event.EventTypes;
import dev.countersign.contracts.event.RawHeader;
import dev.countersign.contracts.event.RawRecord;
import dev.countersign.contracts.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/**
 * The table of everything that can be wrong with a record: every header and every field of every
 * event of a topic, absent, empty, null, huge, with NUL, of invalid UTF-8, of the wrong type, there
 * twice. Made from the frozen examples, so that a new event or field is in it at once. Every
 * consumer's test sends all of it, and then a good record behind.
 */
/* NullAway does not see the annotation on arrays of compiled classes: byte @Nullable []. */
@NullUnmarked
public final class Poisons {
  /** Incompressible, 512 characters of three bytes: no index of PostgreSQL holds two of them. */
  static final String HUGE = characters(512);

  private static final String NUL = "a\0b";
  private static final byte[] NO_UTF8 = {'a', (byte) 0xC3, (byte) 0x28, 'b'};
  private static final List<String> REQUIRED =
      List.of(
          "ce_specversion",
          "ce_id",
          "ce_source",
          "ce_type",
          "ce_subject",
          "ce_time",
          "ce_partitionkey",
          "ce_sequence",
          "ce_correlationid");

  /** Of each header what no attribute may be, and is not wrong for every attribute. */
  private static final Map<String, List<String>> WRONG =
      Map.of(
          "ce_specversion", List.of("0.3", "2.0"),
          "ce_source", List.of("/countersign/nobody", "/countersign/audit", "urn:x", "/"),
          "ce_type",
              List.of(
                  "dev.countersign.operation.teleported.v7",
                  "x",
                  "dev.countersign.ledger.appended.v1"),
          "ce_subject", List.of("01a21c3b-0000-7000-8000-000000000000"),
          "ce_time",
              List.of("yesterday", "+999999999-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "0"),
          "ce_partitionkey", List.of("somewhere", "1:2:3"),
          "ce_sequence", List.of("-1", "one", "+1", "1.5", "99999999999999999999", "\u0661"));

  /** All that may lie on a topic and should not. */
  public static List<Poison> of(String topic) {
    var poisons = new ArrayList<Poison>();
    poisons.add(new Poison("nothing at all", new RawRecord(topic, null, List.of(), null), true));
    poisons.add(
        new Poison("bytes", new RawRecord(topic, "\0", List.of(), new byte[] {0, -1, 7}), true));
    var first = true;
    for (var example : examples()) {
      if (example.topic().equals(topic)) {
        headers(example, poisons);
        values(example, poisons, first);
        first = false;
      } else {
        // Whole and signed as it may be, and none of this topic's.
        poisons.add(new Poison("foreign: " + example.type(), example.on(topic), true));
      }
    }
    poisons.removeIf(poison -> !takes(topic, poison.content()));
    return poisons;
  }

  /** The broker itself refuses what has no key on a compacted topic. */
  private static boolean takes(String topic, RawRecord content) {
    return content.key() != null || !topic.equals(Topics.RESOURCES);
  }

  /** A record of the topic that nothing is wrong with, under an id of its own. */
  public static RawRecord good(String topic) {
    return examples().stream()
        .filter(example -> example.topic().equals(topic))
        .map(example -> example.on(topic))
        .findFirst()
        .orElseThrow();
  }

  private static void headers(Example example, List<Poison> into) {
    for (var header : example.headers().keySet()) {
      var required = REQUIRED.contains(header);
      var ours = header.startsWith("ce_");
      var name = example.type() + ' ' + header + ' ';
      var value = example.headers().getOrDefault(header, "");
      add(into, name + "absent", example.with(header, List.of()), required);
      add(
          into,
          name + "null",
          example.with(header, List.of(new RawHeader(header, null))),
          required);
      add(into, name + "empty", example.with(header, ""), ours);
      add(into, name + "huge", example.with(header, HUGE), ours);
      add(into, name + "enormous", example.with(header, "x".repeat(100_000)), ours);
      add(into, name + "NUL", example.with(header, NUL), ours);
      // Evidence is JSON, which may end with a line.
      var text = ours && !header.equals("ce_evidence");
      add(into, name + "line end", example.with(header, value + "\n"), text);
      add(into, name + "no UTF-8", example.with(header, new RawHeader(header, NO_UTF8)), ours);
      add(
          into,
          name + "twice",
          example.with(header, List.of(of(header, value), of(header, value))),
          ours);
      for (var wrong : WRONG.getOrDefault(header, List.of())) {
        if (!wrong.equals(value)) {
          var told = !header.equals("ce_subject") || example.saysItsSubject();
          add(into, name + '"' + wrong + '"', example.with(header, wrong), told);
        }
      }
    }
  }

  private static void values(Example example, List<Poison> into, boolean whole) {
    var name = example.type() + " value ";
    if (whole) {
      var deep = 100_000;
      Stream.of(
              "",
              "null",
              "[]",
              "5",
              "\"text\"",
              "{",
              "{}{}",
              "not json",
              "{\"a\":".repeat(deep),
              "[".repeat(deep),
              "{\"a\":1,\"a\":2}",
              "{}" + " ".repeat(900_000) + 'x')
          .forEach(text ->
              add(
                  into,
                  name + (text.length() > 20 ? text.substring(0, 20) + '…' : text),
                  example.value(text.getBytes(UTF_8)),
                  true));
      add(into, name + "no UTF-8", example.value(NO_UTF8), true);
    }
    if (example.data().isNull()) {
      add(into, name + "there", example.value("{}".getBytes(UTF_8)), true);
    }
    if (example.data() instanceof ObjectNode data) {
      add(into, name + "missing", example.value(null), true);
      fields(example, data, List.of(), into);
    }
  }

  private static void fields(
      Example example, ObjectNode within, List<String> path, List<Poison> into) {
    for (var field : within.properties()) {
      var at = Stream.concat(path.stream(), Stream.of(field.getKey())).toList();
      var name = example.type() + ' ' + String.join(".", at) + ' ';
      var nodes = Json.mapper().getNodeFactory();
      add(into, name + "absent", example.changed(at, null), false);
      add(into, name + "null", example.changed(at, nodes.nullNode()), false);
      add(into, name + "empty", example.changed(at, nodes.textNode("")), false);
      add(into, name + "huge", example.changed(at, nodes.textNode(HUGE + HUGE + HUGE)), false);
      add(into, name + "NUL", example.changed(at, nodes.textNode(NUL)), true);
      add(into, name + "half a character", halfACharacter(example, at), true);
      add(into, name + "a number", example.changed(at, nodes.numberNode(5)), false);
      add(into, name + "a number without end", example.raw(at, "1e400"), true);
      add(into, name + "a long number", example.raw(at, "9".repeat(900)), false);
      add(into, name + "true", example.changed(at, nodes.booleanNode(true)), false);
      add(into, name + "a list", example.changed(at, nodes.arrayNode().add("x")), false);
      add(into, name + "an object", example.changed(at, nodes.objectNode().put("x", "y")), false);
      add(
          into,
          name + "a time beyond the calendar",
          example.changed(at, nodes.textNode("+999999999-01-01T00:00:00Z")),
          false);
      if (field.getValue() instanceof ObjectNode nested && path.size() < 2) {
        fields(example, nested, at, into);
      }
    }
  }

  private static RawRecord halfACharacter(Example example, List<String> at) {
    return example.raw(at, "\"\\ud800\"");
  }

  private static void add(List<Poison> into, String name, RawRecord content, boolean refused) {
    into.add(new Poison(name, content, refused));
  }

  private static RawHeader of(String name, String value) {
    return new RawHeader(name, value.getBytes(UTF_8));
  }

  /** Of three bytes each, in no order that a compression would find. */
  private static String characters(int count) {
    return new Random(1)
        .ints(count, 0x4E00, 0x9FFF)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** One example of each type, as it was frozen. */
  private static List<Example> examples() {
    return EventTypes.names().stream().sorted().map(Poisons::example).toList();
  }

  private static Example example(String type) {
    try (var file = Poisons.class.getResourceAsStream("/golden/v1/" + type + ".json")) {
      return Example.of(type, Json.mapper().readTree(Objects.requireNonNull(file, type)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String topicOf(String source, String type) {
    return switch (source) {
      case "/countersign/gateway" -> Topics.REQUESTS;
      case "/countersign/policy" -> Topics.DECISIONS;
      case "/countersign/audit" -> Topics.LEDGER;
      default -> type.startsWith("dev.countersign.resource.") ? Topics.RESOURCES : Topics.STATUS;
    };
  }

  /** The value that a field of an example has, or nothing. */
  static JsonNode at(JsonNode data, List<String> path) {
    var node = data;
    for (var name : path) {
      node = node.path(name);
    }
    return node;
  }

  private Poisons() {}
}
