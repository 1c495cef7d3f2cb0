package dev.countersign.cli.raw;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code api}. */
@Command(
    name = "api",
    description = {
      "Sends any request and prints the answer as it came. A GET is repeated where no answer comes, anything else is sent once.",
      "For example: api GET /api/operations -f status=failed --paginate"
    })
public final class RawCommand extends ApiCommand {
  @Parameters(index = "0", paramLabel = "METHOD", description = "GET, POST or DELETE.")
  private String method = "";

  @Parameters(index = "1", paramLabel = "PATH", description = "For example /api/catalogue.")
  private String path = "";

  @Option(
      names = "-f",
      paramLabel = "name=value",
      description =
          "Of a GET, in the query; of a POST, a field of the body: JSON where it is that, a text otherwise.")
  private Map<String, String> fields = new LinkedHashMap<>();

  @Option(names = "--paginate", description = "Follow next_cursor to the end; a document a page.")
  private boolean paginate;

  @Override
  protected ExitCode run(Countersign api) {
    var documents = api.documents();
    if (!path.startsWith("/")) {
      throw Failure.usage("PATH begins with /, as in the API's document: " + path);
    }
    if (paginate && !method.equalsIgnoreCase("GET")) {
      throw Failure.usage("--paginate is for GET.");
    }
    switch (method.toUpperCase(Locale.ROOT)) {
      case "GET" -> {
        var query = Documents.path(path, fields);
        if (paginate) {
          documents.pages(query).forEach(printer()::whole);
        } else {
          printer().whole(documents.get(query));
        }
      }
      case "POST" -> printer().whole(documents.post(path, body()));
      case "DELETE" -> printer().whole(documents.delete(path));
      default -> throw Failure.usage("METHOD is GET, POST or DELETE, not " + method);
    }
    return ExitCode.DONE;
  }

  private ObjectNode body() {
    var json = new JsonMapper();
    var body = json.createObjectNode();
    fields.forEach((name, text) -> body.set(name, value(json, text)));
    return body;
  }

  private static JsonNode value(JsonMapper json, String text) {
    try {
      var value = json.readTree(text);
      return value.isMissingNode() ? TextNode.valueOf(text) : value;
    } catch (JsonProcessingException isText) {
      return TextNode.valueOf(text);
    }
  }
}
