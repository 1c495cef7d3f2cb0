package dev.countersign.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import dev.countersign.client.Answer;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints documents in one of the formats. */
public final class Printer {
  private static final JsonMapper JSON = new JsonMapper();

  private final PrintStream out;
  private final Format format;
  private final boolean colours;

  public Printer(PrintStream out, Format format, boolean colours) {
    this.out = out;
    this.format = format;
    this.colours = colours;
  }

  public Format format() {
    return format;
  }

  /** One document, as it was answered. */
  public void one(Answer answer, View view) {
    var document = json(answer);
    if (format == Format.JSON) {
      whole(answer);
    } else {
      one(document, view);
    }
  }

  /** One document. */
  public void one(JsonNode document, View view) {
    switch (format) {
      case JSON -> out.println(pretty(document));
      case YAML -> out.print(yaml(document));
      case TABLE, WIDE ->
          new Table(view.columns(), colours).details(document).forEach(out::println);
      default -> some(List.of(document), view);
    }
  }

  /** A page of a list, as it was answered. */
  public void page(Answer answer, View view) {
    var document = (ObjectNode) json(answer);
    if (format == Format.JSON) {
      whole(answer);
    } else {
      list(document, view);
    }
  }

  /** All pages of a list, as one. */
  public void pages(List<Answer> pages, View view) {
    var all = (ObjectNode) json(pages.getFirst());
    for (var page : pages.subList(1, pages.size())) {
      ((ArrayNode) all.path(view.list())).addAll((ArrayNode) json(page).path(view.list()));
    }
    if (all.has("next_cursor")) {
      all.putNull("next_cursor");
    }
    list(all, view);
  }

  private void list(ObjectNode list, View view) {
    if (format == Format.JSON || format == Format.YAML) {
      one(list, view);
    } else {
      some(list.path(view.list()).valueStream().toList(), view);
    }
  }

  /** Documents of one kind. */
  public void some(List<JsonNode> documents, View view) {
    switch (format) {
      case TABLE, WIDE ->
          new Table(view.table(format == Format.WIDE), colours)
              .lines(documents)
              .forEach(out::println);
      case CSV -> {
        out.println(csv(view.table(true).stream().map(Column::title).toList()));
        documents.forEach(document -> row(document, view));
      }
      default -> documents.forEach(document -> row(document, view));
    }
    out.flush();
  }

  /** One of many that come one after the other, on a line of its own. */
  public void row(JsonNode document, View view) {
    switch (format) {
      case NAME -> out.println(Column.of("", view.name()).cell(document));
      case CSV ->
          out.println(csv(view.table(true).stream().map(column -> column.cell(document)).toList()));
      case YAML -> out.print("---\n" + yaml(document));
      case JSON, JSONL -> out.println(document);
      default ->
          out.println(
              view.table(format == Format.WIDE).stream()
                  .map(column -> column.cell(document))
                  .filter(cell -> !cell.isEmpty())
                  .map(cell -> colours ? Colours.of(cell) : cell)
                  .collect(Collectors.joining("  ")));
    }
    out.flush();
  }

  /** The bytes that came, which end with a line end now if they did not. */
  public void whole(Answer answer) {
    var content = answer.content();
    out.write(content, 0, content.length);
    if (content.length > 0 && content[content.length - 1] != '\n') {
      out.println();
    }
    out.flush();
  }

  /** What an answer of the API has to be. */
  public static JsonNode json(Answer answer) {
    var document = answer.body();
    if (!document.isObject()) {
      throw new Failure(
          ExitCode.UNEXPECTED,
          "What answered is not Countersign: HTTP " + answer.status() + " without a document.",
          "Is the URL right?");
    }
    return document;
  }

  /** An object of strings, for what no document says. */
  public static JsonNode document(Map<String, ?> fields) {
    return JSON.valueToTree(fields);
  }

  private static String csv(List<String> cells) {
    return cells.stream().map(Printer::csv).collect(Collectors.joining(","));
  }

  private static String csv(String cell) {
    return cell.matches("[^\",\\r\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static String pretty(JsonNode document) {
    return document.toPrettyString();
  }

  private static String yaml(JsonNode document) {
    var factory =
        YAMLFactory.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build();
    try {
      return new YAMLMapper(factory).writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new Failure(ExitCode.UNEXPECTED, "cannot be written as YAML: " + e.getMessage(), "");
    }
  }
}
