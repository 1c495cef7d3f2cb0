package dev.countersign.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The client and the OpenAPI document say the same: paths, statuses, headers, fields. */
class OpenApiTest {
  private static final JsonNode API = read();
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  /** What the client does not offer: another name of the same, the document, and a catch-all. */
  private static final Set<String> NOT_OFFERED = Set.of("/api/openapi", "/api/ledger/{path}");

  /** What is sent may be more than has to be. */
  private static final Set<Class<?>> SENT =
      Set.of(Submission.Body.class, Finding.class, Opinion.class);

  private record Form(Class<?> type, String pointer) {
    @Override
    public String toString() {
      return type.getSimpleName();
    }
  }

  static Stream<Form> forms() {
    var operation = "/components/schemas/Operation/properties/";
    return Stream.of(
        new Form(Operation.class, "/components/schemas/Operation"),
        new Form(Operation.ResourceRef.class, operation + "resource"),
        new Form(Operation.InstanceRef.class, operation + "instance"),
        new Form(Operation.Requester.class, "/components/schemas/Requester"),
        new Form(Operation.Approval.class, "/components/schemas/Approval"),
        new Form(Operation.Need.class, "/components/schemas/Need"),
        new Form(Operation.Drift.class, "/components/schemas/Drift"),
        new Form(Operation.Delegate.class, "/components/schemas/Delegate"),
        new Form(Operation.Vote.class, "/components/schemas/Vote"),
        new Form(Opinion.class, "/components/schemas/Opinion"),
        new Form(Countersign.Approvals.class, answer("/api/approvals")),
        new Form(Operation.BreakGlass.class, "/components/schemas/BreakGlass"),
        new Form(Submission.Justification.class, "/components/schemas/Justification"),
        new Form(Countersign.Reviews.class, answer("/api/reviews")),
        new Form(Countersign.ReviewComment.class, body("/api/reviews/{operation_id}")),
        new Form(Operation.Progress.class, operation + "progress"),
        new Form(Operation.Fault.class, operation + "fault"),
        new Form(Operation.Resolution.class, operation + "resolution"),
        new Form(Operation.Cancellation.class, operation + "cancel"),
        new Form(Operation.ChangeRequest.class, "/components/schemas/ChangeRequest"),
        new Form(Operation.Evidence.class, "/components/schemas/Evidence/items"),
        new Form(Submission.Body.class, "/components/schemas/Submission"),
        new Form(Preview.class, "/components/schemas/Preview"),
        new Form(Preview.Reason.class, preview("reason")),
        new Form(Preview.Rule.class, preview("rules/items")),
        new Form(Preview.ApprovalNeeded.class, preview("approval")),
        new Form(Preview.NextFreeze.class, preview("next_freeze")),
        new Form(Preview.Precondition.class, preview("preconditions/items")),
        new Form(Preview.Change.class, preview("changes/items")),
        new Form(Preview.Interruption.class, preview("interruption")),
        new Form(Preview.AlsoApplied.class, preview("also_applied/items")),
        new Form(Instance.Allowance.class, "/components/schemas/Allowance"),
        new Form(Finding.class, body("/api/operations/{operation_id}/resolution")),
        new Form(Countersign.Operations.class, answer("/api/operations")),
        new Form(Countersign.History.class, "/components/schemas/History"),
        new Form(HistoryEntry.class, "/components/schemas/History/properties/events/items"),
        new Form(Countersign.Instances.class, answer("/api/instances")),
        new Form(Instance.class, "/components/schemas/Instance"),
        new Form(InstanceDetails.class, "/components/schemas/InstanceWithOperations"),
        new Form(InstanceDetails.Classified.class, details("last_classified")),
        new Form(InstanceDetails.Offer.class, details("operations/items")),
        new Form(Countersign.Resources.class, answer("/api/resources")),
        new Form(Resource.class, "/components/schemas/Resource"),
        new Form(ResourceDetails.class, "/components/schemas/ResourceWithOperations"),
        new Form(Countersign.Snapshots.class, answer("/api/snapshots")),
        new Form(Snapshot.class, "/components/schemas/Snapshot"),
        new Form(Snapshot.TakenOf.class, "/components/schemas/Snapshot/properties/taken_of"),
        new Form(Snapshot.CreatedBy.class, "/components/schemas/Snapshot/properties/created_by"),
        new Form(Countersign.Catalogue.class, answer("/api/catalogue")),
        new Form(OperationDefinition.class, "/components/schemas/OperationDefinition"),
        new Form(FreezeState.class, "/components/schemas/FreezeState"),
        new Form(FreezeState.Freeze.class, "/components/schemas/Freeze"),
        new Form(FreezeState.Scope.class, "/components/schemas/Freeze/properties/binds"),
        new Form(FreezeState.Occurrence.class, "/components/schemas/FreezeOccurrence"),
        new Form(FreezeState.Unreadable.class, "/components/schemas/Freeze/properties/unreadable"),
        new Form(Problem.class, "/components/schemas/Refusal"),
        new Form(Problem.FieldError.class, "/components/schemas/Problem/properties/errors/items"),
        new Form(Ledger.Entries.class, answer("/api/ledger/entries")),
        new Form(LedgerEntry.class, "/components/schemas/LedgerEntry"),
        new Form(InclusionProof.class, "/components/schemas/InclusionProof"),
        new Form(ConsistencyProof.class, "/components/schemas/ConsistencyProof"),
        new Form(LedgerHealth.class, "/components/schemas/LedgerHealth"));
  }

  private static String preview(String field) {
    return "/components/schemas/Preview/properties/" + field;
  }

  @ParameterizedTest
  @EnumSource
  void everyPathAndEverySuccessIsDescribed(Endpoint endpoint) {
    var described = operation(endpoint.template(), endpoint.method());
    var successes =
        described
            .path("responses")
            .propertyStream()
            .map(Map.Entry::getKey)
            .filter(status -> status.startsWith("2"))
            .collect(Collectors.toSet());

    assertEquals(
        IntStream.of(endpoint.successes()).mapToObj(Integer::toString).collect(Collectors.toSet()),
        successes);
  }

  @Test
  void everyDescribedPathIsOffered() {
    var described = new TreeSet<String>();
    API.path("paths")
        .propertyStream()
        .filter(path -> path.getKey().startsWith("/api/") && !NOT_OFFERED.contains(path.getKey()))
        .forEach(path ->
            path.getValue()
                .propertyStream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> described.add(method.getKey() + ' ' + path.getKey())));

    assertEquals(
        described,
        Stream.of(Endpoint.values())
            .map(one -> one.method().toLowerCase(Locale.ROOT) + ' ' + one.template())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyFieldIsDescribedAndEveryDescribedFieldIsRead(Form form) {
    var schema = whole(API.at(form.pointer()));
    assertTrue(schema.has("properties"), form::pointer);
    for (var component : form.type().getRecordComponents()) {
      var name = snakeCase(component.getName());
      var property = resolved(schema.path("properties").path(name));
      assertTrue(!property.isMissingNode(), () -> form + " reads " + name);
      if (!optional(component) && !SENT.contains(form.type())) {
        assertTrue(required(schema).contains(name), () -> form + "." + name + " may be absent");
        assertTrue(!types(property).contains("null"), () -> form + "." + name + " may be null");
      }
      assertTrue(
          types(property).contains(jsonType(component.getType())),
          () -> form + "." + name + " is " + types(property));
    }
    assertEquals(
        names(schema.path("properties")),
        Stream.of(form.type().getRecordComponents())
            .map(component -> snakeCase(component.getName()))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyConditionOfAListIsDescribed() {
    assertConditions("/api/operations", OperationQuestion.class);
    assertConditions("/api/instances", InstanceQuestion.class);
    assertConditions("/api/approvals", ApprovalsQuestion.class);
    assertConditions("/api/reviews", ReviewsQuestion.class);
    assertConditions("/api/resources", ResourceQuestion.class);
    assertConditions("/api/snapshots", SnapshotQuestion.class);
    assertConditions("/api/ledger/entries", LedgerQuestion.class);
    assertConditions("/api/ledger/proofs/inclusion", Ledger.InTree.class);
    assertConditions("/api/ledger/proofs/consistency", Ledger.Between.class);
  }

  @Test
  void everyStatusAndEveryHeaderIsDescribed() {
    var statuses = new TreeSet<String>(Set.of(Status.UNKNOWN.wireName()));
    API.at("/components/schemas/Status/enum").forEach(status -> statuses.add(status.asText()));
    assertEquals(
        statuses,
        Stream.of(Status.values())
            .map(Status::wireName)
            .collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(
        Set.of("Prefer", "Idempotency-Key", "X-Correlation-Id"),
        headers("/api/operations", "POST").stream()
            .filter(name -> !name.equals("traceparent"))
            .collect(Collectors.toSet()));
    assertTrue(headers("/api/operations/{operation_id}/events", "GET").contains("Last-Event-ID"));
    assertTrue(
        operation("/api/operations", "POST")
            .at("/responses/200/headers")
            .has("Idempotency-Replayed"));
  }

  private static void assertConditions(String path, Class<? extends Record> question) {
    // Pages are turned by the client, and its operations are whole.
    var described =
        parameters(path, "GET", "query")
            .filter(name -> !Set.of("cursor", "fields").contains(name))
            .toList();

    assertEquals(
        new TreeSet<>(described),
        Stream.of(question.getRecordComponents())
            .map(OpenApiTest::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  private static List<String> headers(String path, String method) {
    return parameters(path, method, "header").toList();
  }

  private static Stream<String> parameters(String path, String method, String in) {
    return Stream.of(API.path("paths").path(path), operation(path, method))
        .flatMap(place -> place.path("parameters").valueStream())
        .map(OpenApiTest::resolved)
        .filter(parameter -> parameter.path("in").asText().equals(in))
        .map(parameter -> parameter.path("name").asText());
  }

  private static JsonNode operation(String path, String method) {
    return API.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
  }

  private static String answer(String path) {
    return "/paths/"
        + path.replace("/", "~1")
        + "/get/responses/200/content/application~1json/schema";
  }

  private static String body(String path) {
    return "/paths/"
        + path.replace("/", "~1")
        + "/post/requestBody/content/application~1json/schema";
  }

  private static String details(String property) {
    return "/components/schemas/InstanceWithOperations/allOf/1/properties/" + property;
  }

  /** With everything that it is put together of. */
  private static ObjectNode whole(JsonNode schema) {
    var whole = JsonNodeFactory.instance.objectNode();
    var parts = schema.has("allOf") ? schema.path("allOf") : null;
    if (parts == null) {
      return whole.setAll((ObjectNode) schema.deepCopy());
    }
    var properties = whole.putObject("properties");
    var required = whole.putArray("required");
    for (var part : parts) {
      var one = resolved(part);
      properties.setAll((ObjectNode) one.path("properties").deepCopy());
      // What only a refusal has, other problems do not.
      if (!schema.equals(API.at("/components/schemas/Refusal")) || part.has("$ref")) {
        one.path("required").forEach(required::add);
      }
    }
    return whole;
  }

  private static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? API.at(node.path("$ref").asText().substring(1)) : node;
  }

  private static Set<String> required(JsonNode schema) {
    return schema.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
  }

  private static Set<String> types(JsonNode property) {
    var type = property.path("type");
    return type.isArray()
        ? type.valueStream().map(JsonNode::asText).collect(Collectors.toSet())
        : Set.of(type.asText());
  }

  /** What is there for older clients alone stands somewhere else, too. */
  private static Set<String> names(JsonNode properties) {
    return properties
        .propertyStream()
        .filter(property -> !property.getValue().path("deprecated").asBoolean())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean optional(RecordComponent component) {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static String jsonType(Class<?> type) {
    if (type == String.class || type == Instant.class || type == Duration.class || type.isEnum()) {
      return "string";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    }
    if (type == double.class || type == Double.class) {
      return "number";
    }
    if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
      return "integer";
    }
    return List.class.isAssignableFrom(type) ? "array" : "object";
  }

  private static String name(RecordComponent component) {
    var given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null ? snakeCase(component.getName()) : given.value();
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static JsonNode read() {
    try (var in = OpenApiTest.class.getResourceAsStream("/openapi.yaml")) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
