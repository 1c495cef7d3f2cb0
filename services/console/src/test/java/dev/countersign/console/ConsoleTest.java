package dev.countersign.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What browsers get, and what they cannot do. */
@QuarkusTest
@QuarkusTestResource(value = OnOneMachine.class, restrictToAnnotatedClass = true)
class ConsoleTest {
  private static final String ASK =
      "/ask?operation=reboot_instance&on=" + FakeGateway.KEY.replace(":", "%3A");
  private static final Pattern CONTROL = Pattern.compile("<(?:input|select|textarea)\\b[^>]*>");
  private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]+)\"");
  private static final Pattern LOADED =
      Pattern.compile("<(?:script|link)\\b[^>]*(?:src|href)=\"(/[^\"]+)\"");

  @SuppressWarnings("NullAway.Init")
  String url;

  @SuppressWarnings("NullAway.Init")
  FakeGateway gateway;

  @BeforeEach
  void forget() {
    gateway.changes();
  }

  static Stream<String> pages() {
    return Stream.of(
        "/",
        "/fleet",
        "/fleet?environment=production&q=data",
        "/fleet/" + FakeGateway.KEY,
        "/operations",
        "/operations?status=failed&who=me&from=2026-11-01",
        "/operations/" + FakeGateway.WAITING,
        "/operations/" + FakeGateway.HOSTILE,
        "/operations/" + FakeGateway.DONE,
        "/operations/" + FakeGateway.FAILED,
        "/operations/" + FakeGateway.WAITING + "/look",
        "/approvals",
        "/approvals?for=open",
        "/freezes",
        ASK);
  }

  @Test
  void aPageWithoutASessionLeadsToTheSignInWithPkceAndANonce() throws Exception {
    try (var stranger = new Browser(url)) {
      var answer = stranger.get("/operations");

      assertEquals(302, answer.statusCode());
      var query = URI.create(Browser.location(answer)).getQuery();
      assertTrue(query.contains("code_challenge_method=S256"), query);
      assertTrue(query.matches("(?s).*code_challenge=[A-Za-z0-9_-]{43}(&.*)?"), query);
      assertTrue(query.contains("nonce=") && query.contains("state="), query);
      assertTrue(query.contains("redirect_uri=" + url + "/signed-in"), query);
    }
  }

  @Test
  void theSessionIsInCookiesThatNoScriptAndNoOtherSiteCanUse() throws Exception {
    try (var bob = new Browser(url)) {
      var page = bob.signedIn("bob");
      assertEquals(200, page.statusCode());
      assertTrue(page.body().contains("bob"), page.body());

      for (var cookie : bob.cookies()) {
        assertTrue(cookie.isHttpOnly(), cookie.getName());
        assertFalse(cookie.getValue().contains("eyJhbGciOiJSUzI1NiI"), "a token in the clear");
      }
      assertTrue(
          bob.cookies().stream().anyMatch(cookie -> cookie.getName().startsWith("q_session")));
    }
  }

  @Test
  void whatChangesSomethingWithoutASessionIsToldToSignIn() throws Exception {
    try (var stranger = new Browser(url)) {
      var answer =
          stranger.post(
              "/operations/" + FakeGateway.WAITING + "/vote", Map.of("verdict", "approve"));

      assertEquals(401, answer.statusCode());
      assertTrue(answer.body().contains("Your session has ended"), answer.body());
      assertTrue(answer.body().contains("Nothing was changed"), answer.body());
      assertEquals(List.of(), gateway.changes());
    }
  }

  @Test
  void whatAScriptAsksForWithoutASessionIsAStatusAndNotTheWayToAnotherSite() throws Exception {
    try (var stranger = new Browser(url)) {
      assertEquals(499, stranger.get("/operations", "HX-Request", "true").statusCode());
      assertEquals(499, stranger.get("/live", "Accept", "text/event-stream").statusCode());
    }
  }

  @Test
  void signedOutIsSignedOut() throws Exception {
    try (var bob = Browser.of(url, "bob")) {
      var out = bob.post("/sign-out", Map.of());
      assertEquals(303, out.statusCode());
      assertEquals(200, bob.get("/signed-out").statusCode());
      assertEquals(302, bob.get("/operations").statusCode());
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageIsWholeAndHasNothingInlineAndNothingFromElsewhere(String path) throws Exception {
    try (var bob = Browser.of(url, "bob")) {
      var answer = bob.get(path);
      var html = answer.body();

      assertEquals(200, answer.statusCode(), html);
      var policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
      assertTrue(
          policy.startsWith(
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                  + " connect-src 'self'; form-action 'self' http://127.0.0.1:"),
          policy);
      assertTrue(policy.endsWith("frame-ancestors 'none'; base-uri 'none'"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      Map.of(
              "Cross-Origin-Opener-Policy", "same-origin",
              "Cross-Origin-Resource-Policy", "same-origin",
              "X-Content-Type-Options", "nosniff",
              "Referrer-Policy", "same-origin",
              "Cache-Control", "no-store")
          .forEach((name, value) ->
              assertEquals(List.of(value), answer.headers().allValues(name), name));
      assertFalse(html.matches("(?s).*<script(?![^>]*\\bsrc=)[^>]*>.*"), "an inline script");
      assertFalse(html.matches("(?s).*<style\\b.*"), "an inline style");
      assertFalse(html.matches("(?s).*<[a-z][^>]*\\s(style|on[a-z]+)=.*"), "an inline handler");
      assertFalse(html.matches("(?s).*(src|href|action)=\"(https?:|//|javascript:).*"), html);
      assertTrue(html.contains("<html lang=\"en\">") && html.contains("<h1"), html);
      assertEquals(List.of(), unlabelled(html));
      assertEquals(List.of(), twice(html));
    }
  }

  @Test
  void hostileNamesReasonsAndTagsStayText() throws Exception {
    try (var bob = Browser.of(url, "bob")) {
      for (var path :
          List.of(
              "/operations/" + FakeGateway.HOSTILE,
              "/operations",
              "/approvals",
              "/",
              "/fleet/" + FakeGateway.KEY)) {
        var html = bob.get(path).body();
        assertFalse(html.contains("<script>alert"), path);
        assertFalse(html.contains("<img"), path);
        assertTrue(html.contains("&lt;script&gt;alert(1)"), path);
      }
      // Nor is it a template.
      assertTrue(bob.get("/operations/" + FakeGateway.HOSTILE).body().contains("{page.row.id}"));
    }
  }

  @Test
  void whatIsTypedIntoAFilterComesBackAsText() throws Exception {
    try (var bob = Browser.of(url, "bob")) {
      var html = bob.get("/fleet?q=%22%3E%3Cscript%3Ealert(3)%3C/script%3E").body();
      assertFalse(html.contains("<script>alert"), html);
    }
  }

  @Test
  void whoIsAskedDecidesWithAPlainForm() throws Exception {
    try (var bob = Browser.of(url, "bob")) {
      var html = bob.get("/operations/" + FakeGateway.WAITING).body();
      assertTrue(html.contains("your approval is the last one needed"), html);
      var ballot = hidden(html, "ballot");

      var answer =
          bob.post(
              "/operations/" + FakeGateway.WAITING + "/vote",
              Map.of("verdict", "approve", "comment", "low traffic", "ballot", ballot));

      assertEquals(303, answer.statusCode());
      assertTrue(Browser.location(answer).endsWith("/operations/" + FakeGateway.WAITING));
      var sent = gateway.changes();
      assertEquals(1, sent.size());
      assertEquals("/api/operations/" + FakeGateway.WAITING + "/approvals", sent.getFirst().path());
      assertEquals("approve", sent.getFirst().body().path("verdict").asText());
      assertEquals("low traffic", sent.getFirst().body().path("comment").asText());
      assertEquals(ballot, sent.getFirst().body().path("ballot_hash").asText());
    }
  }

  @ParameterizedTest(name = "{0} sees: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "bob | your approval is the last one needed | true",
        "ada | You asked for this, so somebody else has to agree. | false",
        "carl | You have voted. | false",
        "vera | Members of DBA are asked, and you are in none of them. | false",
        "olivia | Members of DBA are asked, and you are in none of them. | false",
        "fay | your approval is the last one needed | true",
      })
  void eachSeesWhatTheyCanDecideAndWhyNot(String person, String words, boolean may)
      throws Exception {
    try (var browser = Browser.of(url, person)) {
      var html = browser.get("/operations/" + FakeGateway.WAITING).body();

      assertTrue(html.contains(words), html);
      assertEquals(may, html.contains("value=\"approve\""), person);
      assertEquals(person.equals("carl"), html.contains("value=\"withdraw\""), person);
    }
  }

  @ParameterizedTest(name = "Sec-Fetch-Site {0}, Origin {1}")
  @CsvSource({
    "cross-site, https://evil.example.com",
    "same-site, https://evil.example.com",
    "none, https://evil.example.com",
    "same-origin, https://evil.example.com",
  })
  void aChangeThatAnotherSiteSendsIsRefusedAndNotPassedOn(String site, String origin)
      throws Exception {
    try (var bob = Browser.of(url, "bob")) {
      var path = "/operations/" + FakeGateway.WAITING;
      for (var form : List.of(path + "/vote", path + "/cancel", "/ask", "/sign-out")) {
        var answer =
            bob.post(form, Map.of("verdict", "approve"), "Sec-Fetch-Site", site, "Origin", origin);
        assertEquals(403, answer.statusCode(), form);
      }
      assertEquals(
          403, bob.post(path + "/vote", Map.of("verdict", "approve"), new String[0]).statusCode());
      assertEquals(List.of(), gateway.changes());
    }
  }

  @Test
  void aRefusalOfTheApiIsToldInPlainWordsWithTheNextStep() throws Exception {
    try (var bob = Browser.of(url, "bob")) {
      var answer = bob.get("/operations/nothing");

      assertEquals(404, answer.statusCode());
      assertTrue(answer.body().contains("No operation has the id nothing."), answer.body());
      assertTrue(answer.body().contains("List the operations."), answer.body());
      assertTrue(answer.body().contains("01a21c3b-ae38-7f1d-b858-a62d3223c0bc"), answer.body());
    }
  }

  @Test
  void anAddressThatIsNotThereIsAPage() throws Exception {
    try (var bob = Browser.of(url, "bob")) {
      var answer = bob.get("/batches");

      assertEquals(404, answer.statusCode());
      assertTrue(answer.body().contains("There is nothing here"), answer.body());
    }
  }

  @Test
  void aDangerousOperationIsAskedForOnlyWithTheNameOfTheDatabase() throws Exception {
    try (var ada = Browser.of(url, "ada")) {
      var html = ada.get(ASK).body();
      assertTrue(html.contains("clients lose their connections"), html);
      assertTrue(html.contains("needs approval") && html.contains("2 × DBA"), html);
      assertTrue(html.contains("A reboot cannot be undone."), html);
      var form =
          Map.of(
              "on",
              FakeGateway.KEY,
              "operation",
              "reboot_instance",
              "key",
              hidden(html, "key"),
              "p.force_failover",
              "true");

      var without = ada.post("/ask", form);
      assertEquals(422, without.statusCode());
      assertTrue(without.body().contains("nothing was sent"), without.body());
      assertEquals(List.of(), gateway.changes());

      var all = new HashMap<>(form);
      all.put("confirm", "database-1");
      var sent = ada.post("/ask", all);
      assertEquals(303, sent.statusCode(), sent.body());
      var change = gateway.changes().getFirst();
      assertEquals("/api/operations", change.path());
      assertEquals(hidden(html, "key"), change.key());
      assertEquals(FakeGateway.KEY, change.body().path("resource").asText());
      assertTrue(change.body().at("/parameters/confirm_production").asBoolean());
      assertTrue(change.body().at("/parameters/force_failover").asBoolean());
    }
  }

  @Test
  void whatIsMissingIsNamedBeforeAnybodyIsAsked() throws Exception {
    try (var ada = Browser.of(url, "ada")) {
      var html = ada.get(ASK.replace("reboot_instance", "create_snapshot")).body();

      assertTrue(html.contains("<b>Snapshot id</b>"), html);
      assertTrue(html.contains("Something is still missing."), html);
    }
  }

  @Test
  void whatIsNotAllowedSaysWhy() throws Exception {
    try (var vera = Browser.of(url, "vera")) {
      var html = vera.get("/fleet/" + FakeGateway.KEY).body();

      assertTrue(html.contains("Your role Viewer may not."), html);
      assertFalse(html.contains("operation=stop_instance"), html);
      assertTrue(html.contains("operation=reboot_instance"), html);
    }
  }

  @Test
  void theStreamOfAnEndedOperationSaysThatNothingMoreComes() throws Exception {
    try (var bob = Browser.of(url, "bob")) {
      var told = bob.get("/live/" + FakeGateway.DONE + "?seen=2", "Accept", "text/event-stream");

      assertEquals(200, told.statusCode());
      assertTrue(told.body().contains("event:ended"), told.body());
    }
  }

  @Test
  void theFirstLoadIsSmall() throws Exception {
    try (var bob = Browser.of(url, "bob")) {
      var page = bob.get("/operations/" + FakeGateway.WAITING);
      var bytes = page.body().getBytes(StandardCharsets.UTF_8).length;
      var loaded = LOADED.matcher(page.body()).results().map(found -> found.group(1)).toList();
      assertTrue(loaded.size() >= 4, loaded::toString);
      for (var path : loaded) {
        var answer = bob.get(path);
        assertEquals(200, answer.statusCode(), path);
        bytes += answer.body().getBytes(StandardCharsets.UTF_8).length;
      }
      assertTrue(bytes <= 200_000, bytes + " bytes");
    }
  }

  @Test
  void whatThePagesLoadNeedsNoSession() throws Exception {
    try (var stranger = new Browser(url)) {
      assertEquals(200, stranger.get("/assets/console.css").statusCode());
      assertEquals(200, stranger.get("/signed-out").statusCode());
      assertEquals(200, stranger.get("/q/health/ready").statusCode());
    }
  }

  private static String hidden(String html, String name) {
    var found = Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(html);
    assertTrue(found.find(), html);
    return found.group(1);
  }

  /** Fields that no label names. */
  private static List<String> unlabelled(String html) {
    var bad = new ArrayList<String>();
    var controls = CONTROL.matcher(html);
    while (controls.find()) {
      var control = controls.group();
      var id = ID.matcher(control);
      var before = html.substring(0, controls.start());
      var inside = before.lastIndexOf("<label") > before.lastIndexOf("</label>");
      if (!control.contains("type=\"hidden\"")
          && !control.contains("aria-label")
          && !inside
          && !(id.find() && html.contains("for=\"" + id.group(1) + "\""))) {
        bad.add(control);
      }
    }
    return bad;
  }

  /** Ids that two elements have. */
  private static List<String> twice(String html) {
    var seen = new TreeSet<String>();
    return ID.matcher(html).results().map(id -> id.group(1)).filter(id -> !seen.add(id)).toList();
  }
}
