package dev.countersign.workbench.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.contracts.decision.Justification;
import dev.countersign.contracts.decision.VoteVerdict;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Cluster;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.settings.FileSchema;
import dev.countersign.policy.settings.Lines;
import dev.countersign.workbench.judging.VoteCast;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A file of tests, {@code *.test.yaml}. */
final class TestFile {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // A second document would be tests that nobody runs.
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final FileSchema FORM =
      FileSchema.load(TestFile.class, "/policy-test.schema.json");
  private static final String MONDAY_MORNING = "2026-01-05T10:00:00Z";
  private static final String OPERATION_ID = "019b8d33-5a00-7000-8000-000000000001";

  /** What a test may leave to {@code common}, or to nobody. */
  private record Facts(
      @Nullable String at,
      @Nullable String gates,
      ObjectNode caller,
      ObjectNode request,
      ObjectNode resource,
      ObjectNode cluster) {
    static Facts of(JsonNode written) {
      return new Facts(
          written.path("at").asText(null),
          written.path("gates").asText(null),
          object(written.path("caller")),
          object(written.path("request")),
          object(written.path("resource")),
          object(written.path("cluster")));
    }

    /** What another one says wins, field by field. */
    Facts with(Facts other) {
      return new Facts(
          Objects.requireNonNullElse(other.at, at == null ? MONDAY_MORNING : at),
          other.gates == null ? gates : other.gates,
          caller.deepCopy().setAll(other.caller),
          request.deepCopy().setAll(other.request),
          resource.deepCopy().setAll(other.resource),
          cluster.deepCopy().setAll(other.cluster));
    }

    private static ObjectNode object(JsonNode node) {
      return node instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }
  }

  /** As the file has it. */
  private record Written(
      VoteVerdict verdict,
      @Nullable String comment,
      @Nullable Instant at,
      String by,
      List<String> groups,
      @Nullable String refused) {}

  private final String file;
  private final Lines lines;
  private final OperationCatalogue catalogue;

  private TestFile(String file, Lines lines, OperationCatalogue catalogue) {
    this.file = file;
    this.lines = lines;
    this.catalogue = catalogue;
  }

  /**
   * Reads tests.
   *
   * @param file its name, for messages
   * @throws TestsNotRead naming file, line and field of each mistake
   */
  static List<RuleTest> read(String file, String yaml, OperationCatalogue catalogue) {
    try {
      JsonNode tree = YAML.readTree(yaml);
      var lines = Lines.of(yaml);
      var complaints =
          FORM.check(tree.isMissingNode() ? JsonNodeFactory.instance.nullNode() : tree);
      if (!complaints.isEmpty()) {
        throw new TestsNotRead(
            complaints.stream()
                .map(complaint -> lines.placed(file, complaint))
                .collect(Collectors.joining("\n")));
      }
      return new TestFile(file, lines, catalogue).tests(tree);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new TestsNotRead(
          "%s:%d: not readable as YAML: %s"
              .formatted(file, at == null ? 1 : at.getLineNr(), e.getOriginalMessage()),
          e);
    }
  }

  private List<RuleTest> tests(JsonNode tree) {
    var common = Facts.of(tree.path("common"));
    var tests = new ArrayList<RuleTest>();
    for (var test : tree.path("tests")) {
      var path = "tests[" + tests.size() + ']';
      try {
        tests.add(test(path, test, common.with(Facts.of(test))));
      } catch (TestsNotRead e) {
        throw new TestsNotRead(lines.placed(file, String.valueOf(e.getMessage())), e);
      }
    }
    return tests;
  }

  private RuleTest test(String path, JsonNode test, Facts facts) {
    var time = Objects.requireNonNullElse(facts.at, MONDAY_MORNING);
    var at = time(path, time);
    var operation = facts.request.path("operation").asText("");
    if (operation.isEmpty()) {
      throw new TestsNotRead(path + ": missing key request.operation, here or in common");
    }
    var definition = catalogue.find(operation);
    if (definition.isEmpty() && !test.path("expect").has("code")) {
      // It would be refused before any rule is asked.
      throw new TestsNotRead(
          path
              + ".request.operation: there is no operation "
              + operation
              + "; say which code is expected, if that is meant");
    }
    var resource =
        ResourceTemplates.resource(
            definition.map(OperationDefinition::kind).orElse(Instance.KIND),
            path + ".resource",
            facts.resource,
            time);
    var votes = votes(test, at);
    return new RuleTest(
        test.path("name").asText(),
        file + ':' + lines.at(path),
        facts.gates == null ? null : facts.gates.equals("open"),
        at,
        request(definition.map(OperationDefinition::name).orElse(operation), facts, resource, at),
        new Known(resource, cluster(path, facts, resource, time)),
        votes.stream().map(TestFile::cast).toList(),
        votes.stream().map(vote -> Objects.requireNonNullElse(vote.refused, "")).toList(),
        Json.read(Json.text(test.path("expect")), Expectation.class));
  }

  private static Instant time(String path, String written) {
    try {
      return Instant.parse(written);
    } catch (DateTimeException e) {
      throw new TestsNotRead(path + ".at: " + written + " is no time in UTC", e);
    }
  }

  /** The one that the resource is a member of; null where it is in none. */
  private static @Nullable Cluster cluster(
      String path, Facts facts, Resource resource, String time) {
    var at = path + ".cluster";
    var name = resource.cluster();
    if (name == null) {
      if (!facts.cluster.isEmpty()) {
        throw new TestsNotRead(
            at + ": the resource is a member of none; name it in resource.topology.cluster");
      }
      return null;
    }
    var said = facts.cluster.deepCopy();
    said.put("identifier", name);
    said.put("account", resource.key().account());
    said.put("region", resource.key().region());
    return (Cluster) ResourceTemplates.resource(Cluster.KIND, at, said, time);
  }

  private static OperationRequested request(
      String operation, Facts facts, Resource resource, Instant at) {
    var caller = facts.caller.deepCopy();
    if (!caller.has("subject")) {
      caller.put("subject", "ada");
    }
    if (!caller.has("groups")) {
      caller.putArray("groups");
    }
    return new OperationRequested(
        OPERATION_ID,
        operation,
        resource.key(),
        resource.identifier(),
        Json.object(Json.bytes(Facts.object(facts.request.path("parameters")))),
        Json.read(Json.text(caller), Requester.class),
        null,
        at,
        justification(facts.request.path("break_glass")),
        justification(facts.request.path("freeze_override")));
  }

  private static @Nullable Justification justification(JsonNode written) {
    return written.isObject() ? Json.read(Json.text(written), Justification.class) : null;
  }

  /** A minute apart, unless they say otherwise. */
  private static List<Written> votes(JsonNode test, Instant at) {
    var votes = new ArrayList<Written>();
    for (var vote : test.path("votes")) {
      var written = Json.read(Json.text(vote), Written.class);
      var time = written.at == null ? at.plus(Duration.ofMinutes(votes.size() + 1)) : written.at;
      votes.add(
          new Written(
              written.verdict, written.comment, time, written.by, written.groups, written.refused));
    }
    return votes;
  }

  private static VoteCast cast(Written vote) {
    return new VoteCast(
        new Requester(vote.by, null, vote.groups),
        vote.verdict,
        vote.comment,
        Objects.requireNonNull(vote.at));
  }
}
