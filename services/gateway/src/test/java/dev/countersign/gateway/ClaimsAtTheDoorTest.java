package dev.countersign.gateway;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.json.Json;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each claim in each form: the door answers 401 with a reason, or takes it for what it says. */
@QuarkusTest
@QuarkusTestResource(GatewayInfra.class)
class ClaimsAtTheDoorTest extends GatewayTest {
  private static final List<String> REFUSED = List.of("1", "true", "{}", "[[\"a\"]]", "[1]");
  private static final String HUGE = '"' + "x".repeat(4000) + '"';

  @Test
  void whatDecidesAboutRightsIsRightOrRefusedWithAReason() {
    var cases = new ArrayList<Executable>();
    for (var form : List.of("null", "\"\"", "\" \"", "\"a\\u0000b\"", "\"\\ud800\"", HUGE)) {
      cases.add(() -> assertRefused("sub", form));
    }
    for (var form : List.of("1", "true", "{}", "[\"ada\"]")) {
      cases.add(() -> assertRefused("sub", form));
    }
    cases.add(() -> assertRefused("sub", null));
    for (var claim : List.of("groups", "cognito:groups")) {
      for (var form : REFUSED) {
        cases.add(() -> assertRefused(claim, form));
      }
      for (var form :
          List.of("\"\"", "[\"\"]", "[null]", "[\"a\\u0000\"]", HUGE, "[" + HUGE + "]")) {
        cases.add(() -> assertRefused(claim, form));
      }
      cases.add(() -> assertTaken(claim, null));
      cases.add(() -> assertTaken(claim, "null"));
      cases.add(() -> assertTaken(claim, "[]"));
      cases.add(() -> assertTaken(claim, "\"DBA\""));
      cases.add(() -> assertTaken(claim, "[\"DBA\", \"Domain Admins\"]"));
    }
    for (var form : List.of("null", "1", "{}", "[]", "\"\"", HUGE)) {
      cases.add(() -> assertTaken("name", form));
    }
    for (var claim : List.of("exp", "iss", "aud")) {
      for (var form : List.of("null", "\"\"", "{}", "[[]]", "true")) {
        cases.add(() -> assertRefused(claim, form));
      }
      cases.add(() -> assertRefused(claim, null));
    }
    assertAll(cases);
  }

  @Test
  void groupsAreThoseThatTheTokenNamesHoweverItNamesThem() {
    var instance = instance("quiet");
    assertEquals(List.of("DBA"), groupsOf(instance, Map.of("groups", "\"DBA\"")));
    assertEquals(
        List.of("Domain Admins"), groupsOf(instance, Map.of("groups", "\"Domain Admins\"")));
    assertEquals(
        List.of("A", "B", "C"),
        groupsOf(instance, Map.of("groups", "[\"B\", \"A\"]", "cognito:groups", "[\"C\", \"A\"]")));
    assertEquals(List.of(), groupsOf(instance, Map.of("groups", "null")));
  }

  @Test
  void clocksMayDifferByAFewSeconds() {
    var now = Instant.now().getEpochSecond();
    assertEquals(200, status(Map.of("exp", Long.toString(now - 3))));
    assertEquals(200, status(Map.of("iat", Long.toString(now + 3))));
    assertEquals(200, status(Map.of("nbf", Long.toString(now + 3))));
    assertEquals(401, status(Map.of("exp", Long.toString(now - 120))));
    assertEquals(401, status(Map.of("nbf", Long.toString(now + 120))));
  }

  private List<String> groupsOf(String instance, Map<String, String> claims) {
    var answer =
        new Client(base, Tokens.withClaims(claims(claims)))
            .post("/api/operations", snapshot(instance, "one"), "Prefer", "respond-async");
    var event = request(answer.text("operation_id"));
    return ((OperationRequested) event.data()).requester().groups();
  }

  private int status(Map<String, String> claims) {
    return new Client(base, Tokens.withClaims(claims(claims))).get("/api/catalogue").status();
  }

  private void assertTaken(String claim, @Nullable String form) {
    var answer = answer(claim, form);
    assertEquals(200, answer.status(), () -> claim + '=' + form + ' ' + answer.body());
  }

  private void assertRefused(String claim, @Nullable String form) {
    var answer = answer(claim, form);
    var what = claim + '=' + form + ' ' + answer.body();
    assertEquals(401, answer.status(), what);
    assertEquals("unauthenticated", answer.problem(), what);
    assertTrue(answer.text("detail").length() > 20, what);
    assertFalse(
        answer.text("next_step").toLowerCase(java.util.Locale.ROOT).contains("again"), what);
  }

  private Client.Answer answer(String claim, @Nullable String form) {
    var token = Tokens.withClaims(claims(java.util.Collections.singletonMap(claim, form)));
    return new Client(base, token).get("/api/catalogue");
  }

  /** As the identity provider writes them, but for those that are given; null takes one out. */
  private static String claims(Map<String, String> others) {
    var now = Instant.now().getEpochSecond();
    var claims = new LinkedHashMap<String, @Nullable String>();
    claims.put("iss", "\"https://identity.test\"");
    claims.put("aud", "\"countersign\"");
    claims.put("sub", "\"ada\"");
    claims.put("iat", Long.toString(now - 300));
    claims.put("exp", Long.toString(now + 600));
    claims.putAll(others);
    var json = new ArrayList<String>();
    claims.forEach((name, value) -> {
      if (value != null) {
        json.add(Json.text(name) + ':' + value);
      }
    });
    return '{' + String.join(",", json) + '}';
  }
}
