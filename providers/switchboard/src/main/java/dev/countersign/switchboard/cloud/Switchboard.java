package dev.countersign.switchboard.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The service: lines, which ring and greet. It writes down every call and every effect. */
public final class Switchboard {
  private final Map<String, Line> lines = new TreeMap<>();
  private final List<Effect> effects = new ArrayList<>();
  private final Map<String, Integer> calls = new HashMap<>();

  /**
   * Something that happened to a line.
   *
   * @param by the client token, or the writer
   */
  public record Effect(String line, String action, String by) {}

  /**
   * Puts up a line.
   *
   * @param place account and region, as in {@code 111122223333:eu-central-1}
   * @param id of which there is one on the whole switchboard
   * @param environment for its tag
   */
  public synchronized Switchboard withLine(String place, String id, String environment) {
    lines.put(id, Line.quiet(place, id, environment));
    return this;
  }

  /** What it does with a request that arrives. */
  public synchronized Answer answer(String place, String action, JsonNode asked) {
    return switch (action) {
      case "DescribeLines" -> described(place, asked);
      case "Ring" -> called(place, asked, line -> ring(line, asked.path("ClientToken").asText()));
      case "Put" -> called(place, asked, line -> put(line, asked));
      default -> new Answer(400, Map.of("Code", "UnknownAction", "Message", "No such action."));
    };
  }

  private Answer described(String place, JsonNode asked) {
    var named =
        StreamSupport.stream(asked.path("Lines").spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.toSet());
    return Answer.ok(
        Map.of(
            "Lines",
            lines.values().stream()
                .filter(line -> line.place().equals(place))
                .filter(line -> named.isEmpty() || named.contains(line.id()))
                .map(Line::shown)
                .toList()));
  }

  private Answer called(String place, JsonNode asked, Function<Line, Answer> act) {
    var line = lines.get(asked.path("Line").asText());
    if (line == null || !line.place().equals(place)) {
      return new Answer(404, Map.of("Code", "NoSuchLine", "Message", "There is no such line."));
    }
    calls.merge(line.id(), 1, Integer::sum);
    return act.apply(line);
  }

  /** As services with client tokens do: the same answer, and nothing is done again. */
  private Answer ring(Line line, String token) {
    if (!line.tokens().contains(token)) {
      happened(line.rung(token), new Effect(line.id(), "Ring", token));
    }
    return Answer.accepted();
  }

  private Answer put(Line line, JsonNode asked) {
    if (!asked.path("Version").asText().equals(String.valueOf(line.version()))) {
      return new Answer(
          409, Map.of("Code", "VersionConflict", "Message", "The line is another version by now."));
    }
    put(line.id(), asked.path("Greeting").asText(), asked.path("Writer").asText());
    return Answer.accepted();
  }

  /** Somebody sets a greeting, whatever the version is. */
  public synchronized void put(String id, String greeting, String writer) {
    var line = lines.get(id);
    if (line == null) {
      throw new IllegalArgumentException("no line " + id);
    }
    happened(line.greeting(greeting, writer), new Effect(id, "Put", writer));
  }

  private void happened(Line line, Effect effect) {
    lines.put(line.id(), line);
    effects.add(effect);
  }

  /** What has happened to a line, in order. */
  public synchronized List<Effect> effectsOn(String line) {
    return effects.stream().filter(effect -> effect.line().equals(line)).toList();
  }

  /** How many calls about a line have arrived, with an effect or without. */
  public synchronized int callsOn(String line) {
    return calls.getOrDefault(line, 0);
  }
}
