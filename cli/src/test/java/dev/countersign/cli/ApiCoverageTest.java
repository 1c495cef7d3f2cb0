package dev.countersign.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.cli.Ran.Place;
import dev.countersign.cli.session.Paths;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The command line and the OpenAPI document say the same. */
class ApiCoverageTest {
  private static JsonNode api = new YAMLMapper().createObjectNode();

  @BeforeAll
  static void read() throws Exception {
    try (var in = ApiCoverageTest.class.getResourceAsStream("/openapi.yaml")) {
      api = new YAMLMapper().readTree(in);
    }
  }

  @Test
  void everyPathIsDescribed() throws Exception {
    var unknown = new TreeSet<String>();
    for (var field : Paths.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers())
          && !api.path("paths").has(field.get(null).toString())) {
        unknown.add(field.getName());
      }
    }
    assertEquals(new TreeSet<>(), unknown);
  }

  @Test
  void everyFilterIsAnOption() {
    var missing = new TreeSet<String>();
    Map.of(
            Paths.OPERATIONS, "list",
            Paths.INSTANCES, "instances",
            Paths.RESOURCES, "resources",
            Paths.APPROVALS, "approvals",
            Paths.REVIEWS, "reviews",
            Paths.FREEZES, "freezes",
            Paths.ENTRIES, "audit search")
        .forEach((path, command) -> {
          var help = help(command);
          parameters(path)
              // What is shown of each is chosen by -o.
              .filter(name -> !name.equals("fields"))
              .filter(name -> !help.contains("--" + name.replace('_', '-')))
              .forEach(name -> missing.add(command + " --" + name));
        });
    assertEquals(new TreeSet<>(), missing);
  }

  private static Stream<String> parameters(String path) {
    return api.path("paths")
        .path(path)
        .path("get")
        .path("parameters")
        .valueStream()
        .map(parameter ->
            parameter.has("$ref")
                ? api.at(parameter.path("$ref").asText().substring(1))
                : parameter)
        .filter(parameter -> parameter.path("in").asText().equals("query"))
        .map(parameter -> parameter.path("name").asText());
  }

  private static String help(String command) {
    var arguments =
        Stream.concat(Stream.of(command.split(" ")), Stream.of("--help")).toArray(String[]::new);
    var ran = Place.in(Path.of("/nowhere")).run(arguments);
    assertEquals(0, ran.exit(), ran::err);
    return Objects.requireNonNull(ran.out());
  }

  @Test
  void everyCommandSaysWhatItDoes() {
    var root = Place.in(Path.of("/nowhere")).run("--help").out();
    var commands =
        root.lines()
            .filter(line -> line.matches("  [a-z-]+ +\\S.*"))
            .map(line -> line.strip().split(" ")[0])
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(26, commands.size(), commands::toString);
    commands.forEach(command -> help(command));
  }
}
