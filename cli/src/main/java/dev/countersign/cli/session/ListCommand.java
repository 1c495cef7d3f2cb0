package dev.countersign.cli.session;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Format;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.output.View;
import dev.countersign.client.Countersign;
import dev.countersign.client.Documents;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that shows a list of the API, a page of it or all. */
public abstract class ListCommand extends ApiCommand {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many a page has, as far as the API allows.")
  private @Nullable Integer limit;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Continue behind a page: its next_cursor.")
  private @Nullable String cursor;

  @Option(names = "--all", description = "Show every page.")
  private boolean all;

  /** The path with what is asked for; what is null is left out. */
  protected final String asked(String path, Map<String, ?> filters) {
    var query = new LinkedHashMap<String, String>();
    filters.forEach((name, value) -> {
      if (value != null) {
        query.put(name, value.toString());
      }
    });
    if (limit != null) {
      query.put("limit", limit.toString());
    }
    if (cursor != null) {
      query.put("cursor", cursor);
    }
    return Documents.path(path, query);
  }

  protected final boolean all() {
    return all;
  }

  protected final ExitCode list(Countersign api, String path, View view) {
    if (!all) {
      var page = api.documents().get(path);
      printer().page(page, view);
      if (Printer.json(page).hasNonNull("next_cursor")) {
        say("There are more: --all shows them, --limit N more at once.");
      }
    } else if (printer().format() == Format.JSONL || printer().format() == Format.NAME) {
      api.documents()
          .pages(path)
          .flatMap(page -> Printer.json(page).path(view.list()).valueStream())
          .forEach(item -> printer().row(item, view));
    } else {
      printer().pages(api.documents().pages(path).toList(), view);
    }
    return ExitCode.DONE;
  }
}
