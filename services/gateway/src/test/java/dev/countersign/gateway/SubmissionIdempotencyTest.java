package dev.countersign.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class SubmissionIdempotencyTest extends GatewayTest {
  private static final String API = "/api/operations";
  private final String key = UUID.randomUUID().toString();

  @Test
  void aRepeatIsTheSameOperation() {
    var instance = instance("dev");

    var first = ada.post(API, snapshot(instance, "one"), "Idempotency-Key", key);
    var again = ada.post(API, snapshot(instance, "one"), "Idempotency-Key", key);

    assertEquals(202, again.status());
    assertEquals(first.text("operation_id"), again.text("operation_id"));
    assertEquals("true", again.header("Idempotency-Replayed"));
    assertEquals("", first.header("Idempotency-Replayed"));
    request(first.text("operation_id"));
    assertEquals(1, requests(first.text("operation_id")).size());
  }

  @Test
  void aRepeatOfARefusalIsTheSameRefusal() {
    var instance = instance("prod");

    var first = ada.post(API, snapshot(instance, "one"), "Idempotency-Key", key);
    var again = ada.post(API, snapshot(instance, "one"), "Idempotency-Key", key);

    assertEquals(403, again.status());
    assertEquals(first.text("operation_id"), again.text("operation_id"));
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefused() {
    var instance = instance("dev");
    ada.post(API, snapshot(instance, "one"), "Idempotency-Key", key);

    var other = ada.post(API, snapshot(instance, "two"), "Idempotency-Key", key);

    assertEquals(422, other.status());
    assertEquals("idempotency-key-reused", other.problem());
  }

  @Test
  void keysAreEachRequestersOwn() {
    var instance = instance("dev");
    var ben = new Client(base, Tokens.of("ben"));

    var mine = ada.post(API, snapshot(instance, "one"), "Idempotency-Key", key);
    var theirs = ben.post(API, snapshot(instance, "one"), "Idempotency-Key", key);

    assertNotEquals(mine.text("operation_id"), theirs.text("operation_id"));
  }

  @Test
  void manyAtOnceAreOneOperation() {
    var instance = instance("dev");

    var answers =
        IntStream.range(0, 8)
            .mapToObj(_ -> ada.postAsync(API, snapshot(instance, "one"), "Idempotency-Key", key))
            .toList()
            .stream()
            .map(java.util.concurrent.CompletableFuture::join)
            .toList();

    assertTrue(answers.stream().allMatch(a -> a.status() == 202 || a.status() == 409));
    var ids =
        answers.stream().filter(a -> a.status() == 202).map(a -> a.text("operation_id")).distinct();
    var id = ids.toList();
    assertEquals(1, id.size());
    request(id.getFirst());
    var ofInstance = ada.get(API + "?instance_id=" + instance).body().path("operations");
    assertEquals(1, ofInstance.size());
  }

  @Test
  void aKeyThatCannotBeOneIsRefused() {
    var answer = ada.post(API, snapshot("x", "one"), "Idempotency-Key", "k".repeat(256));

    assertEquals(400, answer.status());
    assertEquals("invalid-idempotency-key", answer.problem());
  }
}
