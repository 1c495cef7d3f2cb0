package dev.countersign.chassis.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of problems, the OpenAPI document and the documentation say the same. */
class ProblemTypeTest {
  private static final Pattern ROW = Pattern.compile("\\| `([a-z-]+)` \\| (\\d+) \\| (.+) \\|");
  private static final String LINK = "(, see )?\\[[^]]*]\\([^)]*\\)";

  private record Told(String slug, int status, String when) {}

  private record Described(String slug, int status, String title, String when) {}

  @Test
  void theOpenApiDocumentHasEveryKindWithItsStatusAndTitle() throws IOException {
    var kinds =
        Arrays.stream(ProblemType.values())
            .map(type -> type.slug() + ' ' + type.status() + ' ' + type.title())
            .toList();

    assertEquals(
        kinds, described().stream().map(d -> d.slug + ' ' + d.status + ' ' + d.title).toList());
  }

  @Test
  void theDocumentationHasEveryKindInTheWordsOfTheOpenApiDocument() throws IOException {
    assertEquals(
        described().stream().map(d -> new Told(d.slug, d.status, d.when)).toList(), told());
  }

  private static List<Described> described() throws IOException {
    try (var in = ProblemTypeTest.class.getResourceAsStream("/openapi.yaml")) {
      var kinds = new YAMLMapper().readTree(in).at("/components/schemas/ProblemType/oneOf");
      return kinds
          .valueStream()
          .map(kind ->
              new Described(
                  kind.path("const").asText().replace(Problem.TYPES, ""),
                  kind.path("x-status").asInt(),
                  kind.path("title").asText(),
                  kind.path("description").asText()))
          .toList();
    }
  }

  private static List<Told> told() throws IOException {
    var page = Path.of(System.getProperty("countersign.home"), "docs", "api.md");
    return Files.readAllLines(page).stream()
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .map(row ->
            new Told(
                row.group(1), Integer.parseInt(row.group(2)), row.group(3).replaceAll(LINK, "")))
        .toList();
  }
}
