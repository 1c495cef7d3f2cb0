package dev.countersign.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Whoever is woken finds out what it means; and nothing waits for a metric that does not exist. */
class AlertsTest {
  private static final String RULES = "deploy/observability/rules/countersign.yaml";
  private static final String STORIES = "deploy/observability/rules/countersign_test.yaml";
  private static final String RUNBOOKS = "docs/operations/runbooks";
  private static final Pattern METRIC =
      Pattern.compile(
          "\\b(?:countersign|http_server|jvm|process|kubelet|cnpg|barman_cloud|kafka_server|strimzi"
              + "|externalsecret|certmanager)_[a-z0-9_]+|\\bup\\b");
  private static final Pattern REGISTERED = Pattern.compile("\"(countersign(?:\\.[a-z]+)+)\"");
  private static final Pattern OF_EACH_SERVICE =
      Pattern.compile("\"countersign\\.\" \\+ service \\+ \"((?:\\.[a-z]+)+)\"");
  private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");

  @Test
  void everyAlertHasASeverityAndAPageThatIsItsOwn() throws IOException {
    var pages = new TreeSet<String>();
    for (var rule : rules()) {
      var name = rule.path("alert").asText();
      var severity = rule.at("/labels/severity").asText();
      assertTrue(Set.of("critical", "warning").contains(severity), name);
      var url = rule.at("/annotations/runbook_url").asText();
      var page = url.substring(url.lastIndexOf('/') + 1);
      assertTrue(pages.add(page), "two alerts share " + page);
      var text = Yaml.text(RUNBOOKS + "/" + page);
      assertTrue(text.startsWith("# " + name + "\n"), page);
      assertTrue(text.contains("`" + severity + "`"), page + " gives another severity");
      for (var part : List.of("What it means", "What users notice", "How to look", "What to do")) {
        assertTrue(text.contains("\n## " + part + "\n"), page + " does not say: " + part);
      }
      rule.path("expr").asText().lines().forEach(line -> assertTrue(text.contains(line), page));
    }
    try (var files = Files.list(Yaml.file(RUNBOOKS))) {
      var written = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      written.remove("README.md");
      assertEquals(pages, new TreeSet<>(written));
    }
  }

  @Test
  void everyAlertIsTestedToFireAndToStayQuiet() {
    var told = new HashSet<String>();
    Yaml.document(STORIES).path("tests").forEach(test -> told.add(test.path("name").asText()));

    var expected = new HashSet<String>();
    for (var rule : rules()) {
      expected.add(rule.path("alert").asText() + " fires");
      expected.add(rule.path("alert").asText() + " stays quiet");
    }
    // Some have more stories, named alike.
    told.removeIf(name -> expected.stream().anyMatch(one -> name.startsWith(one + " ")));
    assertEquals(expected, told);
  }

  /** The continuous build brings promtool along and says so; elsewhere it may be absent. */
  @Test
  void theStoriesOfAllAlertsAreTrue() throws Exception {
    var given = System.getenv("PROMTOOL");
    var promtool = given == null ? "promtool" : given;
    assumeTrue(given != null || isThere(promtool), "no promtool; PROMTOOL=… names one");

    var process =
        new ProcessBuilder(promtool, "test", "rules", Yaml.file(STORIES).toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  @Test
  void rulesAndDashboardUseNoMetricThatIsNotInTheDocumentation() {
    var documented = documented();
    var used = new TreeSet<String>();
    rules().forEach(rule -> used.addAll(metrics(rule.path("expr").asText())));
    Yaml.document("deploy/observability/grafana/countersign.json")
        .findValues("expr")
        .forEach(expression -> used.addAll(metrics(expression.asText())));
    assertTrue(used.size() > 20);
    used.removeAll(documented);

    assertEquals(Set.of(), used);
  }

  @Test
  void theDashboardShowsAllThatWeMeasure() {
    var shown = new TreeSet<String>();
    Yaml.document("deploy/observability/grafana/countersign.json")
        .findValues("expr")
        .forEach(expression -> shown.addAll(metrics(expression.asText())));
    var ours = documented();
    ours.removeIf(name -> !name.startsWith("countersign_"));
    // One of the two that make the mean is enough to name here.
    ours.remove("countersign_hop_seconds");
    ours.removeAll(shown);

    assertEquals(Set.of(), ours);
  }

  @Test
  void theDocumentationNamesTheMetricsThatTheServicesRegister() throws IOException {
    var ours = documented();
    ours.removeIf(name -> !name.startsWith("countersign_"));

    assertEquals(
        new TreeSet<>(ours.stream().map(AlertsTest::withoutUnit).toList()),
        new TreeSet<>(registered().stream().map(AlertsTest::withoutUnit).toList()));
  }

  /** What the sources give to Micrometer, as Prometheus will call it but for the unit. */
  private static Set<String> registered() throws IOException {
    var names = new TreeSet<String>();
    try (var services = Files.walk(Yaml.file("services"));
        var providers = Files.walk(Yaml.file("providers"))) {
      for (var file : Stream.concat(services, providers).filter(AlertsTest::isSource).toList()) {
        var source = Files.readString(file);
        if (source.contains("import io.micrometer.core.instrument.")) {
          REGISTERED
              .matcher(source)
              .results()
              .forEach(match -> names.add(match.group(1).replace('.', '_')));
          for (var service : services()) {
            OF_EACH_SERVICE
                .matcher(source)
                .results()
                .forEach(match ->
                    names.add("countersign_" + service + match.group(1).replace('.', '_')));
          }
        }
      }
    }
    return names;
  }

  /** The AWS services that a provider is shipped for; what only tests have is no AWS service. */
  private static List<String> services() throws IOException {
    try (var folders = Files.list(Yaml.file("providers"))) {
      return folders
          .filter(folder -> Files.isDirectory(folder.resolve("src/main/resources/META-INF")))
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(service -> !service.equals("switchboard"))
          .toList();
    }
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") && file.toString().contains("/src/main/java/");
  }

  private static String withoutUnit(String metric) {
    return metric.replaceFirst("(_seconds)?(_total|_count|_sum|_max)?$", "");
  }

  private static Set<String> metrics(String expression) {
    // Not what stands in quotes: label values may look like anything.
    return METRIC
        .matcher(STRING.matcher(expression).replaceAll("\"\""))
        .results()
        .map(match -> match.group())
        .collect(Collectors.toSet());
  }

  /** The first column of the tables; a timer stands for its three series. */
  private static Set<String> documented() {
    var names = new TreeSet<String>();
    for (var line : Yaml.text("docs/operations/metrics.md").lines().toList()) {
      if (line.startsWith("| `")) {
        var cells = line.split("\\|");
        METRIC.matcher(cells[1]).results().forEach(match -> names.add(match.group()));
        if (cells[2].contains("timer")) {
          var timer = names.stream().filter(name -> cells[1].contains(name)).findFirst();
          for (var part : List.of("_count", "_sum", "_max")) {
            names.add(timer.orElseThrow() + part);
          }
        }
      }
    }
    return names;
  }

  private static List<JsonNode> rules() {
    return StreamSupport.stream(Yaml.document(RULES).path("groups").spliterator(), false)
        .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false))
        .toList();
  }

  private static boolean isThere(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
