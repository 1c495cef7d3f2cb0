package dev.countersign.contracts.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.DecisionStatement.Cancellation;
import dev.countersign.contracts.decision.DecisionStatement.Resolution;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.ResolutionApproved;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.schema.PublishedSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was released once can be read for ever, and is written as the same bytes. */
class GoldenEventsTest {
  /** Adds the example of an operation that has none yet; touches none that is there. */
  @BeforeAll
  static void freezeWhatIsNew() throws IOException {
    if (Boolean.getBoolean("countersign.write-docs")) {
      for (var definition : OperationCatalogue.load().definitions()) {
        if (!requested().contains(definition.name())) {
          Golden.addRequest(definition);
        }
      }
    }
  }

  @Test
  void everyTypeHasAGoldenExample() {
    var shown =
        Golden.all().stream().map(Golden::type).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(EventTypes.names()), shown);
  }

  @Test
  void everyOperationHasAGoldenRequestWhoseParametersItTakes() {
    var catalogue = OperationCatalogue.load();
    for (var golden : Golden.all()) {
      if (golden.value() != null && golden.event().data() instanceof OperationRequested request) {
        var operation = catalogue.find(request.operation()).orElseThrow();
        assertEquals(List.of(), catalogue.check(operation, request.parameters()), golden.name());
      }
    }
    var all =
        catalogue.definitions().stream()
            .map(OperationDefinition::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(all, requested());
  }

  private static SortedSet<String> requested() {
    return Golden.all().stream()
        .filter(golden -> golden.type().equals("dev.countersign.operation.requested.v1"))
        .map(golden -> ((OperationRequested) golden.event().data()).operation())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aFileIsNamedForItsType() {
    for (var golden : Golden.all()) {
      var type = golden.type();
      assertTrue(golden.name().equals(type) || golden.name().startsWith(type + '.'), golden.name());
    }
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void itIsAsItsSchemaSays(Golden golden) {
    var value = golden.value() == null ? NullNode.getInstance() : golden.value();
    assertEquals(List.of(), PublishedSchemas.check(golden.type(), value));
    var headers = Json.mapper().valueToTree(golden.headers());
    assertEquals(List.of(), PublishedSchemas.check("headers.v1", headers));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void itIsReadAndWrittenBackAsTheSameBytes(Golden golden) {
    var event = golden.event();
    assertEquals(golden.headers(), EventCodec.headers(event));
    assertEquals(golden.key(), event.partitionKey());
    assertArrayEquals(golden.bytes(), EventCodec.value(event));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void aFieldOfALaterVersionIsIgnored(Golden golden) {
    if (golden.value() == null) {
      return;
    }
    var later = golden.value().deepCopy();
    addEverywhere((ObjectNode) later);
    var event = EventCodec.read(golden.headers(), Json.bytes(later));
    assertEquals(golden.event().type(), event.type());
    assertEquals(List.of(), PublishedSchemas.check(event.type(), later));
  }

  /** An example may be added. One that was released may neither be changed nor removed. */
  @Test
  void noFrozenExampleWasTouched() throws IOException {
    var sums = new ArrayList<String>();
    try (var files = Files.list(Golden.FOLDER)) {
      for (var file : files.sorted().toList()) {
        if (!file.endsWith("SHA256SUMS")) {
          sums.add(RequestHash.sha256(Files.readAllBytes(file)) + "  " + file.getFileName());
        }
      }
    }
    assertEquals(Files.readAllLines(Golden.FOLDER.resolve("SHA256SUMS")), sums);
  }

  @Test
  void theSignedApprovalIsTrustedAndBindsItsRequest() throws Exception {
    var golden = Golden.of("dev.countersign.operation.approved.v1");
    var approved = (OperationApproved) golden.event().data();
    var keys = SigningKeys.publicKeys(Files.readString(Golden.FOLDER.resolve("keys.pem")));

    var approval = approved.envelope().open(keys, Approval.class, Approval.TYPE);

    assertEquals(approval.requestHash(), RequestHash.of(approval.request()));
    assertEquals(golden.key(), approval.resource().toString());
    assertEquals(approved.classification(), approval.classification());
    assertEquals(
        List.of(), PublishedSchemas.check("approval.v1", Json.mapper().valueToTree(approval)));
  }

  @Test
  void theSignedCancellationIsTrusted() throws Exception {
    var golden = Golden.of("dev.countersign.operation.cancel-approved.v1");
    var approved = (CancelApproved) golden.event().data();
    var keys = SigningKeys.publicKeys(Files.readString(Golden.FOLDER.resolve("keys.pem")));

    var cancellation = approved.envelope().open(keys, Cancellation.class, Cancellation.TYPE);

    assertEquals(approved.operationId(), cancellation.operationId());
    assertEquals(
        List.of(),
        PublishedSchemas.check("cancellation.v1", Json.mapper().valueToTree(cancellation)));
  }

  @Test
  void theSignedResolutionIsTrusted() throws Exception {
    var golden = Golden.of("dev.countersign.operation.resolution-approved.v1");
    var approved = (ResolutionApproved) golden.event().data();
    var keys = SigningKeys.publicKeys(Files.readString(Golden.FOLDER.resolve("keys.pem")));

    var resolution = approved.envelope().open(keys, Resolution.class, Resolution.TYPE);

    assertEquals(approved.operationId(), resolution.operationId());
    assertEquals(approved.outcome(), resolution.outcome());
    assertEquals(
        List.of(), PublishedSchemas.check("resolution.v1", Json.mapper().valueToTree(resolution)));
  }

  static List<Golden> goldens() {
    return Golden.all();
  }

  private static void addEverywhere(ObjectNode node) {
    for (var child : node) {
      // Maps of names to texts are content: there a new key is no new field.
      if (child instanceof ObjectNode object && object.properties().size() > 2) {
        addEverywhere(object);
      }
    }
    node.put("added_in_a_later_version", "yes");
  }
}
