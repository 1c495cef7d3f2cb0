package dev.countersign.contracts.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.operation.OperationCatalogue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final int SEEDS = 100;
  private static final int MIXTURES = 4_000;

  /** Of the processor: a busy machine takes longer by the clock. Usual is a tenth of a second. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final Duration STUCK = Duration.ofMinutes(5);
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int A_MEGABYTE = 1 << 20;

  @Test
  void everyKindOfSecretIsTakenOutWhereverItStands() {
    for (var seed = 0; seed < SEEDS; seed++) {
      var canaries = Canaries.of(new Random(seed));
      canaries
          .sent()
          .forEach((kind, sent) -> {
            var secret = canaries.secret().get(kind);
            for (var text :
                List.of(
                    sent,
                    "it was " + sent,
                    "it was " + sent + " and more",
                    "(" + sent + ")",
                    "{\"comment\":\"" + sent.replace("\"", "\\\"") + "\",\"more\":1}",
                    "GET /api/instances/" + sent + " 404")) {
              var shown = Redaction.text(text);
              assertFalse(shown.contains(secret), () -> kind + ": " + text + " -> " + shown);
              assertTrue(Secrets.in(text).isPresent(), () -> kind + ": " + text);
            }
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://alice:p@ss/w:rd@host.example.org/x",
        "{password=hunter22, user=x}",
        "db_password: 'it''s hunter22'",
        "\"MasterUserPassword\" : \"say \\\"hunter22\\\" now\"",
        "{\\\"client_secret\\\":\\\"hunter22\\\"}",
        "AWS_SECRET_ACCESS_KEY = hunter22",
        "x-api-key: hunter22",
        "Cookie: session=1; token=hunter22",
        "Authorization: AWS4-HMAC-SHA256 Credential=x/y, Signature=hunter22",
        "https://example.org/hook?sig=hunter22&a=b",
        "https://s3.example.org/a?X-Amz-Signature=hunter22",
        "proxy-authorization=Digest username=\"x\", response=\"hunter22\"",
        "passwords=[hunter22, another]",
        "-----BEGIN RSA PRIVATE KEY-----\nhunter22 and no end",
        "user=app password=hunter22&more host=db",
        "connectionString: hunter22",
        "refreshToken=\"hunter22"
      })
  void whatANameCallsASecretIsTakenOutToItsEnd(String text) {
    var shown = Redaction.text(text);
    assertFalse(shown.contains("hunter22"), shown);
    assertFalse(shown.contains("p@ss") || shown.contains("w:rd"), shown);
    assertTrue(shown.contains(Redaction.MASK), shown);
  }

  @Test
  void ofAnEMailAddressTheFirstLetterAndTheDomainStay() {
    assertEquals("by a***@example.org.", Redaction.text("by alice@example.org."));
    assertEquals(
        "requester=a***@example.co.uk,x", Redaction.text("requester=alice.b+c@example.co.uk,x"));
    assertEquals("a***@example.org", Redaction.text("a@example.org"));
    assertEquals("ü***@bücher.example", Redaction.text("über@bücher.example"));
    assertEquals("by alice@example.org", Redaction.secrets("by alice@example.org"));
    assertTrue(Secrets.in("by alice@example.org").isEmpty());
  }

  @Test
  void jsonIsTakenApartAtAnyDepthByNameAndByForm() {
    var json =
        read(
            """
            {"tags": [{"Key": "db-password", "Value": "hunter22"}, {"Key": "Team", "Value": "B"}],
             "a": {"b": [{"ApiKey": 12345678, "x-auth-token": ["hunter22", {"deep": "kept"}]}]},
             "note": "key AKIAIOSFODNN7EXAMPLE of alice@example.org",
             "AKIAIOSFODNN7EXAMPLE": true, "confirm_password": false, "token": null,
             "secret": "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf"}
            """);
    var shown = Redaction.json(json);
    assertEquals(
        read(
            """
            {"tags": [{"Key": "db-password", "Value": "[redacted]"}, {"Key": "Team", "Value": "B"}],
             "a": {"b": [{"ApiKey": "[redacted]", "x-auth-token": ["[redacted]", "[redacted]"]}]},
             "note": "key [redacted] of a***@example.org",
             "[redacted]": true, "confirm_password": false, "token": null,
             "secret": "arn:aws:secretsmanager:eu-central-1:111122223333:secret:db-AbCdEf"}
            """),
        shown);
    assertEquals(shown, Redaction.json(shown));
  }

  @Test
  void whatIsFoundIsNamedByItsPathAndNeverRepeated() {
    var found =
        Secrets.in(
                read(
                    "{\"parameters\": {\"tags\": [{\"Key\": \"a\", \"Value\": \"b\"}, {\"Key\":"
                        + " \"c\", \"Value\": \"pwd=hunter22\"}]}}"))
            .orElseThrow();
    assertEquals("parameters.tags.1.Value", found.path());
    assertEquals(SecretKind.NAMED, found.kind());

    var name = Secrets.in(read("{\"a\": {\"AKIAIOSFODNN7EXAMPLE\": 1}}")).orElseThrow();
    assertEquals("a", name.path());
    assertEquals(SecretKind.AWS_ACCESS_KEY, name.kind());
  }

  /** Whatever identifies something has to be found again in the log, and taken at the door. */
  @ParameterizedTest
  @MethodSource("harmless")
  void whatNamesSomethingStaysAsItIs(String text) {
    assertEquals(text, Redaction.text(text));
    assertEquals("see " + text + ", there", Redaction.text("see " + text + ", there"));
    assertTrue(Secrets.in(text).isEmpty());
  }

  static Stream<String> harmless() {
    var random = new Random(7);
    var bytes = new byte[64];
    var made = new ArrayList<String>();
    for (var n = 0; n < 200; n++) {
      random.nextBytes(bytes);
      made.add(UUID.nameUUIDFromBytes(bytes).toString());
      made.add(HexFormat.of().formatHex(bytes, 0, 32));
      made.add(HexFormat.of().formatHex(bytes, 0, 20));
      made.add(Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, 32)));
      made.add(Base64.getEncoder().encodeToString(bytes));
    }
    return Stream.concat(
        made.stream(),
        Stream.of(
            "arn:aws:rds:eu-central-1:111122223333:db:test-mysql-01",
            "arn:aws:sts::111122223333:assumed-role/Countersign/alice@example.org",
            "arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod/db-AbCdEf",
            "arn:aws:kms:eu-central-1:111122223333:key/0199f3a2-1111-7222-8333-444455556666",
            "arn:aws-us-gov:rds:us-gov-west-1:111122223333:cluster-snapshot:rds:a-2026-01-01-00-00",
            "111122223333:eu-central-1:rds:db:db-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "AROAIOSFODNN7EXAMPLE:countersign-0199f3a2-1111-7222-8333-444455556666",
            "before-upgrade-2026-11-29",
            "sk-production-database-snapshot-of-monday",
            "self-service@2",
            "dev.countersign.operation.approved.v1",
            "/api/operations/0199f3a2-1111-7222-8333-444455556666/history",
            "java.lang.Object@1b2c3d4e",
            "GetDBInstanceAutomatedBackupsResult2Page",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "postgresql://db.example.org:5432/gateway",
            "http://127.0.0.1:8080/a@b",
            "ExpiredToken: The security token included in the request is expired",
            "InvalidToken: The provided token is malformed or otherwise invalid",
            "https://rds.eu-central-1.amazonaws.com/?NextToken=abcdef&MaxRecords=100",
            "Lease[id=3, token=17, until=2026-11-29T02:53:49Z]",
            "COUNTERSIGN_DATABASE_PASSWORD_FILE: /run/secrets/password was replaced",
            "Bearer authentication is needed; basic information about it is in the docs",
            "a password is pending, and MasterUserPassword=**** is shown by RDS",
            "Europe/Berlin",
            "03:00-04:00",
            "sun:04:00-sun:05:00",
            "db.r6g.large",
            "-----BEGIN PUBLIC KEY-----"));
  }

  @Test
  void nothingThatTheCatalogueShowsIsTakenForASecret() {
    for (var operation : OperationCatalogue.load().definitions()) {
      var shown = Json.mapper().<JsonNode>valueToTree(operation);
      assertEquals(shown, Redaction.json(shown), operation.name());
    }
  }

  @Test
  void noGoldenEventHasAnythingToHide() throws IOException {
    try (var files = Files.walk(Path.of("src/test/resources/golden/v1"))) {
      var events = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertFalse(events.isEmpty());
      for (var event : events) {
        var json = read(Files.readString(event));
        assertEquals(json, Redaction.secrets(json), event.toString());
      }
    }
  }

  @Test
  void whatIsRedactedOnceStaysAsItIs() {
    var parts =
        new ArrayList<>(
            List.of(
                " ",
                "=",
                ":",
                "\"",
                "'",
                "/",
                "@",
                "&",
                "?",
                "\\",
                ".",
                "-",
                ";",
                "{",
                "}",
                "[",
                "]",
                "://",
                "password",
                "token",
                "Authorization",
                "api_key",
                "Bearer ",
                "eyJ",
                "-----BEGIN PRIVATE KEY-----",
                "arn:aws:rds:eu-central-1:1:",
                "a",
                "B7",
                "\n"));
    harmless().limit(20).forEach(parts::add);
    parts.add(Redaction.MASK);
    for (var seed = 0; seed < MIXTURES; seed++) {
      var random = new Random(seed);
      var canaries = new ArrayList<>(Canaries.of(random).sent().values());
      var text = new StringBuilder();
      for (var n = 0; n < 12; n++) {
        var from = random.nextInt(4) == 0 ? canaries : parts;
        text.append(from.get(random.nextInt(from.size())));
      }
      var once = Redaction.text(text.toString());
      assertEquals(once, Redaction.text(once), "seed " + seed + ": " + text);
    }
  }

  /** None of these may cost more than its length: whoever sends it pays as much as we do. */
  @Test
  void aMegabyteOfWhateverIsMeantToBeSlowIsNot() {
    var repeated =
        List.of(
            "a",
            " ",
            "eyJ",
            "eyJ.",
            "eyJhbGciOiJ.",
            "eyJhbGciOiJ",
            "AKIA",
            "A1a/",
            "/A1a",
            "@",
            "a@a.",
            "a@",
            "://",
            "://a:",
            "://a:b",
            "://a:@",
            "-----BEGIN ",
            "-----BEGIN PRIVATE KEY",
            "password",
            "password=",
            "password=[",
            "password=\"",
            "password=\\\"",
            "password: ",
            "token=1",
            "token:",
            "\"token\":\"",
            "authorization:",
            "\\",
            "\"\\",
            "arn:aws:a:a:1:",
            "arn:aws:a:a:1:password:",
            "sk-",
            "sk-a",
            "xoxb-",
            "glpat-",
            "SG.aaaaaaaaaaaaaaaa",
            "Bearer ",
            "Bearer aaaaaaa",
            "IQoJb3JpZ2lu",
            "ghp_a",
            "secret_access_key_id ",
            "[redacted]",
            "'",
            "='");
    for (var piece : repeated) {
      var text = piece.repeat(A_MEGABYTE / piece.length());
      assertTimeoutPreemptively(
          STUCK,
          () -> {
            var before = CLOCK.getCurrentThreadCpuTime();
            Redaction.text(text);
            var took = Duration.ofNanos(CLOCK.getCurrentThreadCpuTime() - before);
            assertTrue(took.compareTo(LONGEST) < 0, () -> piece + " took " + took);
          },
          piece);
    }
  }

  @Test
  void jsonThatIsAsDeepAsBodiesMayBeIsReadToItsEnd() {
    var deep = "{\"a\":".repeat(15) + "\"AKIAIOSFODNN7EXAMPLE\"" + "}".repeat(15);
    assertEquals("a.a.a.a.a.a.a.a.a.a.a.a.a.a.a", Secrets.in(read(deep)).orElseThrow().path());
    assertFalse(new String(Json.bytes(Redaction.json(read(deep))), UTF_8).contains("AKIA"));
  }

  private static JsonNode read(String json) {
    return Json.read(json, JsonNode.class);
  }
}
