package dev.countersign.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.DecisionEvent.CancelApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationHeld;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.RecordEvent.RulesLoaded;
import dev.countersign.contracts.event.RecordEvent.RulesRefused;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.resource.Instance;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Freezes on a real broker and a real PostgreSQL, with files that are changed under the service.
 */
@QuarkusTest
@QuarkusTestResource(PolicyInfra.class)
class FreezesServiceTest extends OnTheBus {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @TestHTTPResource("/api/freezes")
  @SuppressWarnings("NullAway.Init")
  URI freezes;

  private Path calendar;
  private String settings;

  @BeforeEach
  void setUp() throws IOException {
    var file = config.settings().orElseThrow();
    calendar = file.resolveSibling("incidents.ics");
    settings = Files.readString(file);
    calendar();
  }

  @AfterEach
  void tearDown() throws IOException {
    Whole.write(config.settings().orElseThrow(), settings);
  }

  @Test
  void aFreezeThatBeginsRefusesWithItsNameAndOneThatEndsLetsThrough() throws IOException {
    freeze("send-back");
    var instance = known("freeze-dev");
    var end = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    calendar(event(Instant.now().minusSeconds(60), end));

    var during = ask(instance);
    var rejected =
        assertInstanceOf(
            OperationRejected.class, bus.about(during.operationId(), 1).getFirst().data());
    assertEquals("frozen", rejected.code());
    assertTrue(rejected.message().contains("\"Incidents\""), rejected.message());
    assertTrue(rejected.nextStep().contains(end.toString()), rejected.nextStep());

    calendar();
    var after = ask(instance);
    var approved =
        assertInstanceOf(
            OperationApproved.class, bus.about(after.operationId(), 1).getFirst().data());
    // The calendars are part of the rules: what decided is named by its version.
    assertFalse(rejected.rulesVersion().equals(approved.rulesVersion()));
    bus.first(e -> e.data() instanceof RulesLoaded(var v, _) && v.equals(rejected.rulesVersion()));
  }

  @Test
  void whatWaitsIsToldSoAndIsApprovedWhenTheFreezeIsOver() throws IOException {
    freeze("start-after");
    var instance = known("waits-dev");
    // Far enough ahead to be asked for before it, on a busy machine, too.
    var end = Instant.now().plusSeconds(15).truncatedTo(ChronoUnit.SECONDS);
    calendar(event(Instant.now().minusSeconds(60), end));

    var request = ask(instance);

    var events = bus.about(request.operationId(), 2);
    var held = assertInstanceOf(OperationHeld.class, events.getFirst().data());
    assertFalse(held.resumesAt().isBefore(end));
    assertInstanceOf(OperationApproved.class, events.get(1).data());
    assertFalse(events.get(1).time().isBefore(held.resumesAt()));
    assertEquals(2, events.get(1).sequence());
  }

  @Test
  void aCalendarThatIsChangedLetsWhatWaitsGoSooner() throws IOException {
    freeze("start-after");
    var instance = known("sooner-dev");
    calendar(event(Instant.now().minusSeconds(60), Instant.now().plus(Duration.ofHours(9))));
    var request = ask(instance);
    assertInstanceOf(OperationHeld.class, bus.about(request.operationId(), 1).getFirst().data());

    calendar();

    assertInstanceOf(OperationApproved.class, bus.about(request.operationId(), 2).get(1).data());
  }

  @Test
  void anApprovalEndsWhereTheNextFreezeBegins() throws IOException {
    freeze("send-back");
    var instance = known("ends-dev");
    var begin = Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.SECONDS);
    calendar(event(begin, begin.plusSeconds(60)));

    var request = ask(instance);

    var approved =
        assertInstanceOf(
            OperationApproved.class, bus.about(request.operationId(), 1).getFirst().data());
    assertEquals(begin, approved.expiresAt());
  }

  @Test
  void aFreezeThatIsAddedTakesBackWhatWasApproved() throws IOException {
    freeze("send-back");
    var instance = known("taken-back-dev");
    var request = ask(instance);
    assertInstanceOf(
        OperationApproved.class, bus.about(request.operationId(), 1).getFirst().data());

    calendar(event(Instant.now().minusSeconds(1), Instant.now().plusSeconds(600)));

    var cancelled =
        assertInstanceOf(CancelApproved.class, bus.about(request.operationId(), 2).get(1).data());
    assertEquals("countersign/policy", cancelled.cancelledBy());
    assertTrue(String.valueOf(cancelled.reason()).contains("\"Incidents\""), cancelled.reason());
  }

  @Test
  void aCalendarWithAMistakeIsRefusedAndShown() throws Exception {
    var begin = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS);
    calendar(event(begin, begin.plusSeconds(600)));
    freeze("send-back");
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> shown("").path("freezes").size() == 1);

    write("BEGIN:VCALENDAR\nVERSION:2.0\n" + event(begin, begin) + "END:VCALENDAR\n");

    var refused =
        assertInstanceOf(
            RulesRefused.class,
            bus.first(e ->
                    e.data() instanceof RulesRefused(_, _, var reason)
                        && reason.contains("incidents.ics: line 6"))
                .data());
    var state = shown("?at=" + begin.plusSeconds(1));
    assertEquals(refused.rulesVersionInForce(), state.path("rules_version").asText());
    var freeze = state.path("freezes").path(0);
    assertTrue(freeze.path("frozen").asBoolean(), freeze::toString);
    assertEquals("Pager rings", freeze.at("/now/0/title").asText());
    assertEquals(begin.toString(), freeze.at("/now/0/begins_utc").asText());
    assertTrue(freeze.at("/unreadable/reason").asText().contains("DTEND must lie behind"));
    assertFalse(shown("").at("/freezes/0/frozen").asBoolean());
    // From the end of policy's patience on, nobody knows what the calendar would say.
    assertEquals(2, shown("").at("/freezes/0/next").size());
    assertEquals("the calendar cannot be read", shown("").at("/freezes/0/next/1/title").asText());
    assertEquals(400, get("?at=yesterday").statusCode());
    assertEquals(400, get("?at=1999-01-01T00:00:00Z").statusCode());
  }

  private JsonNode shown(String query) throws Exception {
    return Json.mapper().readTree(get(query).body());
  }

  private HttpResponse<String> get(String query) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(freezes + query)).build();
      return client.send(request, BodyHandlers.ofString());
    }
  }

  /** From now on, as the settings have it; what starts is started within a second. */
  private void freeze(String waiting) throws IOException {
    Whole.write(
        config.settings().orElseThrow(),
        settings
            .replace(
                "freezes: []",
                """
                freezes:
                  - title: Incidents
                    calendar: incidents.ics
                    tags: { Freezes: ["%s"] }
                    waiting: %s
                """
                    .formatted("yes", waiting))
            .replace("freeze_start_spread: 10m", "freeze_start_spread: 1s"));
  }

  private void calendar(String... events) throws IOException {
    write("BEGIN:VCALENDAR\nVERSION:2.0\n" + String.join("", events) + "END:VCALENDAR\n");
  }

  private void write(String text) throws IOException {
    Whole.write(calendar, text);
  }

  private static String event(Instant begin, Instant end) {
    return "BEGIN:VEVENT\nSUMMARY:Pager rings\nDTSTART:%s\nDTEND:%s\nEND:VEVENT\n"
        .formatted(UTC.format(begin), UTC.format(end));
  }

  private OperationRequested ask(Instance instance) {
    var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var request = Samples.requestAt(now, instance, "reboot_instance", Map.of(), Samples.OLGA);
    bus.ask(request, instance.key());
    return request;
  }

  private Instance known(String identifier) {
    return known(Samples.DEVELOPMENT_ACCOUNT, identifier, Map.of("Env", "dev", "freezes", "Yes"));
  }
}
