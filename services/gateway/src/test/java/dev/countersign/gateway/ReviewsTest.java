package dev.countersign.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.event.DecisionEvent.BreakGlassUsed;
import dev.countersign.contracts.event.DecisionEvent.ReviewClosed;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.RequestEvent.ReviewSubmitted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How an emergency is asked for, and how somebody else reviews it. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class ReviewsTest extends GatewayTest {
  private static final String API = "/api/operations";
  private static final String COMMENT = "{\"comment\": \"The shop was down. It was right.\"}";

  @Test
  void aBreakGlassNeedsAReasonAndIsSignedWithTheRequest() {
    var instance = instance("glass");
    var without = ada.post(API, emergency(instance, "{}"));
    assertEquals(400, without.status());
    assertEquals("missing-field", without.problem());
    assertEquals("break_glass.reason", without.text("field"));
    var blank = ada.post(API, emergency(instance, "{\"reason\": \" \"}"));
    assertEquals("missing-field", blank.problem());
    var more = ada.post(API, emergency(instance, "{\"reason\": \"x\", \"by\": \"me\"}"));
    assertEquals("unknown-field", more.problem());
    assertEquals("wrong-type", ada.post(API, emergency(instance, "true")).problem());

    var event = used(instance);
    var request = assertInstanceOf(OperationRequested.class, event.data());
    assertEquals("The shop is down.", Objects.requireNonNull(request.breakGlass()).reason());
  }

  @Test
  void theReviewIsListedUntilSomebodyElseClosesIt() {
    var event = used(instance("review"));
    var id = event.subject();
    var shown = ada.get(API + '/' + id).body();
    assertEquals("open", shown.at("/break_glass/review").asText());
    assertEquals("freeze: Year end", shown.at("/break_glass/skipped/0").asText());
    assertEquals("/api/reviews/" + id, shown.at("/links/review").asText());
    assertTrue(ids("").contains(id));

    var own = ada.post("/api/reviews/" + id, COMMENT);
    assertEquals(403, own.status());
    assertEquals("own-break-glass", own.problem());
    var ben = new Client(base, Tokens.of("ben", "DBA"));
    assertEquals("missing-field", ben.post("/api/reviews/" + id, "{}").problem());
    assertEquals(202, ben.post("/api/reviews/" + id, COMMENT).status());
    await().atMost(PATIENCE).until(() -> said(id).size() == 2);
    var review = assertInstanceOf(ReviewSubmitted.class, said(id).getLast().data());
    assertEquals("ben", review.requester().subject());

    neighbours.say(
        Topics.DECISIONS, event, 2, new ReviewClosed(id, "ada", "ben", "Ben", review.comment()));
    await()
        .atMost(PATIENCE)
        .until(() ->
            ada.get(API + '/' + id).body().at("/break_glass/review").asText().equals("closed"));
    var closed = ada.get(API + '/' + id).body().path("break_glass");
    assertEquals("ben", closed.path("closed_by").asText());
    assertEquals(review.comment(), closed.path("comment").asText());
    assertFalse(ids("").contains(id));
    assertTrue(ids("?state=closed").contains(id));
    assertTrue(ids("?state=all&limit=200").contains(id));
    var late = ben.post("/api/reviews/" + id, COMMENT);
    assertEquals(409, late.status());
    assertEquals("nothing-to-review", late.problem());
  }

  @Test
  void whatUsedNoBreakGlassHasNoReview() {
    var id = ada.post(API, snapshot(instance("dev"), "one")).text("operation_id");
    var ben = new Client(base, Tokens.of("ben", "DBA"));
    assertEquals("nothing-to-review", ben.post("/api/reviews/" + id, COMMENT).problem());
    assertEquals(
        "operation-not-found", ben.post("/api/reviews/" + new UUID(0, 1), COMMENT).problem());
    assertEquals("invalid-query-parameter", ada.get("/api/reviews?state=mine").problem());
  }

  /** Policy allows it. */
  private Event used(String instance) {
    var answer =
        ada.post(
            API,
            emergency(instance, "{\"reason\": \"The shop is down.\"}"),
            "Prefer",
            "respond-async");
    assertEquals(202, answer.status());
    var id = answer.text("operation_id");
    await().atMost(PATIENCE).until(() -> !said(id).isEmpty());
    var event = said(id).getFirst();
    neighbours.say(
        Topics.DECISIONS,
        event,
        1,
        new BreakGlassUsed(
            id,
            "ada",
            "Ada",
            "The shop is down.",
            List.of("freeze: Year end"),
            new Classification(
                Environment.PRODUCTION, "tag", "Env=prod", "x", List.of("Env"), Map.of()),
            "abc"));
    await()
        .atMost(PATIENCE)
        .until(() -> ada.get(API + '/' + id).body().at("/break_glass").has("review"));
    return event;
  }

  private List<Event> said(String id) {
    return requests(id);
  }

  private List<String> ids(String query) {
    var ids = new ArrayList<String>();
    ada.get("/api/reviews" + query)
        .body()
        .path("reviews")
        .forEach(one -> ids.add(one.path("operation_id").asText()));
    return ids;
  }

  private static String emergency(String instance, String breakGlass) {
    return """
    {"operation": "create_snapshot", "instance_id": "%s", "parameters": {"snapshot_id": "s-1"},
     "break_glass": %s}
    """
        .formatted(instance, breakGlass);
  }
}
