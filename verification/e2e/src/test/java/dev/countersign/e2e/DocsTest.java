package dev.countersign.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.client.Countersign;
import dev.countersign.client.InstanceQuestion;
import dev.countersign.client.LedgerQuestion;
import dev.countersign.client.RawApi;
import dev.countersign.client.Settings;
import dev.countersign.client.Submission;
import dev.countersign.embedded.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the pages tell people to type, typed; and the metrics that they name, looked for. On one
 * platform, with an instance on which operations wait.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsTest {
  private static final Set<String> SERVICES = Set.of("gateway", "policy", "executor", "audit");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern REQUEST = Pattern.compile("^(?:(GET|POST|DELETE) )?(/api[/?\\S]*)$");
  private static final Pattern COMMAND =
      Pattern.compile("\\./countersign ([a-z-]+)((?: [^`|#;&>]*)?)");
  private static final Pattern QUESTION = Pattern.compile("\\bselect .+ from .+");
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
  private static final Pattern METRIC = Pattern.compile("countersign_[a-z_]+");
  private static final Pattern TEMPLATE = Pattern.compile("(?m)^  (/api\\S*):$");

  private Path data;
  private Platform platform;
  private String url;
  private String token;
  private Countersign dba;

  @BeforeAll
  void up(@TempDir Path folder) throws Exception {
    data = folder;
    platform = Platform.in(data).up(30, Map.of());
    url = platform.url();
    token = platform.token("dario", "DBA");
    dba = new Countersign(Settings.of(url, () -> token));
    // `up` does not wait for ever for the first discovery.
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> dba.instances(InstanceQuestion.any()).count() > 4);
    // What is asked for there waits, and what is asked for next waits in the queue, for good.
    platform
        .simulator()
        .change("111122223333", "eu-central-1", "dev-oracle-01", Map.of("status", "backing-up"));
  }

  @AfterAll
  void down() {
    dba.close();
    platform.down();
  }

  @Test
  void everyBlockThatCanRunOnOneMachineRuns(@TempDir Path folder) throws Exception {
    var failures = new ArrayList<String>();
    var ran = 0;
    var shell = new Shell(folder, data);
    for (var page : Page.all()) {
      for (var block : page.blocks()) {
        if (block.language().equals("sh")) {
          var lines = Typed.lines(block.text());
          lines.stream()
              .filter(line -> !Typed.known(line))
              .forEach(line -> failures.add(block + ": nobody knows where this runs: " + line));
          if (!block.mark().equals("elsewhere") && lines.stream().noneMatch(Typed::elsewhere)) {
            var here = block.text().replace("http://127.0.0.1:8080", url);
            var trouble = shell.run(here, variables(page));
            ran++;
            if (!trouble.isEmpty()) {
              failures.add(block + " " + trouble);
            }
          }
        } else {
          assertFalse(
              Set.of("bash", "shell", "console").contains(block.language()), block::toString);
        }
      }
    }
    assertEquals(List.of(), failures);
    assertTrue(ran >= 10, "only " + ran + " blocks ran");
  }

  @Test
  void everyRequestThatAPageNamesIsAnswered() throws Exception {
    var templates =
        TEMPLATE
            .matcher(dba.raw().get("/api/openapi").text())
            .results()
            .map(match ->
                Pattern.compile(
                    match.group(1).replaceAll("\\{path}", ".+").replaceAll("\\{[^}]*}", "[^/]+")))
            .toList();
    var operation = queued();
    var failures = new TreeSet<String>();
    for (var page : Page.all()) {
      for (var span : page.spans()) {
        var named = REQUEST.matcher(span);
        if (named.matches() && !named.group(2).matches(".*(\\*\\*|\\.\\.\\.|/api/ledger/?$).*")) {
          var path =
              named
                  .group(2)
                  .replaceAll("\\{index}", "0")
                  .replaceAll(
                      "(?<=/api/resources/)\\{resource}",
                      "arn:aws:rds:eu-central-1:111122223333:db:dev-postgres-01")
                  .replaceAll("\\{instance_id}|(?<=/api/instances/)\\{id}", "dev-postgres-01")
                  .replaceAll("\\{[a-z_]*id}|\\bID\\b", operation);
          var bare = path.replaceAll("\\?.*", "");
          if (templates.stream().noneMatch(template -> template.matcher(bare).matches())) {
            failures.add(page.name() + ": not in the OpenAPI document: " + span);
          } else if ("GET".equals(named.group(1)) && !bare.endsWith("/events")) {
            var answer = dba.raw().get(path);
            // An entry without content of its own is an answer, too.
            if (answer.status() != 200 && !(bare.endsWith("/content") && answer.status() == 404)) {
              failures.add(page.name() + ": " + span + " answers " + answer);
            }
          }
        }
      }
    }
    assertEquals(Set.of(), failures);
  }

  @Test
  void everyCommandAndOptionOfTheLauncherThatAPageNamesIsThere() throws Exception {
    var used = new TreeMap<String, Set<String>>();
    for (var page : Page.all()) {
      var typed =
          Stream.concat(
              page.spans().stream(),
              page.blocks().stream().flatMap(block -> Typed.lines(block.text()).stream()));
      for (var line : typed.toList()) {
        for (var command : COMMAND.matcher(line).results().toList()) {
          OPTION
              .matcher(command.group(2))
              .results()
              .forEach(option ->
                  used.computeIfAbsent(command.group(1), _ -> new TreeSet<>()).add(option.group()));
          used.computeIfAbsent(command.group(1), _ -> new TreeSet<>());
        }
      }
    }
    var launcher = Files.readString(Platform.home().resolve("countersign"));
    var sources = sources();
    var unknown = new TreeSet<String>();
    used.forEach((command, options) -> {
      if (!Pattern.compile("(?m)^  ([a-z| -]+ )?" + command + "( [a-z| -]+)?\\)$")
          .matcher(launcher)
          .find()) {
        unknown.add(command);
      }
      options.stream()
          .filter(option -> !sources.contains('"' + option + '"'))
          .forEach(option -> unknown.add(command + " " + option));
    });
    assertEquals(Set.of(), unknown);
  }

  @Test
  void everyQuestionToADatabaseThatARunbookAsksIsAnswered() throws Exception {
    var server = "jdbc:postgresql://" + platform.status().path("postgres").asText() + "/policy";
    var password = Files.readString(data.resolve("postgres/administrator.password")).strip();
    var asked = 0;
    try (var connection = DriverManager.getConnection(server, "postgres", password);
        var statement = connection.createStatement()) {
      for (var page : Page.all()) {
        for (var span : page.name().contains("/runbooks/") ? page.spans() : List.<String>of()) {
          var question = QUESTION.matcher(span.replace("\\\"", "\""));
          if (question.find()) {
            statement.execute(question.group().replaceAll("\"$", "").replace("SERVICE", "policy"));
            asked++;
          }
        }
      }
    }
    assertTrue(asked >= 3, "only " + asked + " were found");
  }

  @Test
  void everyMetricThatIsNamedIsServed() throws Exception {
    var snapshot =
        Submission.of("create_snapshot", "staging-postgres-01", Map.of("snapshot_id", "measured"));
    assertTrue(dba.submit(snapshot.waiting(PATIENCE)).operation().status().ended());
    StoryFailed.refused(
        404, () -> dba.submit(Submission.of("reboot", "no-such-thing-1", Map.of())));
    assertEquals(404, dba.raw().get("/api/no/such/path-1").status());
    assertTrue(dba.ledger().entries(LedgerQuestion.any()).findAny().isPresent());
    var pages = Page.all();
    var metrics =
        pages.stream().filter(page -> page.name().endsWith("operations/metrics.md")).findFirst();

    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          var served = served();
          assertEquals(Set.of(), missing(metrics.orElseThrow().text(), served));
          var named =
              pages.stream()
                  .flatMap(page -> page.spans().stream())
                  .filter(span -> METRIC.matcher(span).matches())
                  .collect(Collectors.toCollection(TreeSet::new));
          named.removeIf(name ->
              served.values().stream().anyMatch(one -> one.has(name) || one.has(name + "_count")));
          assertEquals(Set.of(), named);
        });
    assertFalse(of(served(), "gateway").text().matches("(?s).*(no-such-thing|path-1).*"));
  }

  /** Rows of the page's tables that are not as a service serves them. */
  private static Set<String> missing(String page, Map<String, Exposition> served) {
    var missing = new TreeSet<String>();
    for (var line : page.lines().filter(row -> row.startsWith("| `")).toList()) {
      var cells = line.split("\\s*\\|\\s*");
      if (cells.length < 6) {
        continue; // Not ours.
      }
      var name = cells[1].replaceAll("^`|`.*", "");
      var parts = cells[2].startsWith("timer") ? List.of("_count", "_sum", "_max") : List.of("");
      var from = cells[3].equals("all") ? SERVICES : Set.of(cells[3].split(", "));
      var documented = cells[4].replaceAll("[^a-z_ ]", "").split(" +");
      for (var service : from) {
        for (var part : parts) {
          if (!of(served, service).has(name + part)) {
            missing.add(service + " does not serve " + name + part);
          }
          of(served, service)
              .undocumented(name + part, documented)
              .forEach(
                  label -> missing.add(service + ": " + name + part + " has a label " + label));
        }
      }
    }
    return missing;
  }

  private static Exposition of(Map<String, Exposition> served, String service) {
    return Objects.requireNonNull(served.get(service), service);
  }

  private Map<String, Exposition> served() throws Exception {
    var served = new TreeMap<String, Exposition>();
    for (var process : platform.status().path("processes")) {
      if (SERVICES.contains(process.path("name").asText())) {
        var at = process.path("health").asText().replaceAll("/q/health.*", "");
        try (var service = new RawApi(Settings.of(at, () -> ""))) {
          var text = service.get("/q/metrics", "Accept", "text/plain").text();
          served.put(process.path("name").asText(), Exposition.of(text));
        }
      }
    }
    return served;
  }

  private Map<String, String> variables(Page page) throws Exception {
    return Map.of(
        "URL",
        page.name().equals("docs/ledger.md") ? url + "/api/ledger" : url,
        "TOKEN",
        token,
        "ID",
        queued());
  }

  /** An operation that waits behind another one, so that it can still be cancelled. */
  private String queued() throws Exception {
    String last = "";
    for (var n = 0; n < 2; n++) {
      var id = Map.<String, Object>of("snapshot_id", "docs-" + System.nanoTime());
      var asked = Submission.of("create_snapshot", "dev-oracle-01", id);
      last = dba.submit(asked.asSoonAsDurable()).operation().operationId();
    }
    return last;
  }

  /** Where options are declared. */
  private static String sources() throws IOException {
    var all = new StringBuilder(Files.readString(Platform.home().resolve("countersign")));
    for (var root : List.of("cli", "platform", "verification", "services/executor")) {
      try (var files = Files.walk(Platform.home().resolve(root))) {
        for (var file : files.filter(DocsTest::isSource).toList()) {
          all.append(Files.readString(file));
        }
      }
    }
    return all.toString();
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && file.toString().contains("/src/main/java/");
  }
}
