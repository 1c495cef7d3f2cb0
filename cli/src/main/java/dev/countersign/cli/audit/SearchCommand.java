package dev.countersign.cli.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Column;
import dev.countersign.cli.output.View;
import dev.countersign.cli.session.ListCommand;
import dev.countersign.cli.session.Paths;
import dev.countersign.cli.session.Times;
import dev.countersign.client.Countersign;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code audit search}. */
@Command(name = "search", description = "Shows entries of the ledger, oldest first, 100 of them.")
public final class SearchCommand extends ListCommand {
  private static final View VIEW =
      new View(
          "index",
          "entries",
          List.of(
              Column.of("INDEX", "index"),
              Column.of("TIME", "entry.attributes.time"),
              new Column("TYPE", SearchCommand::type, Column.When.ALWAYS),
              Column.of("SUBJECT", "entry.attributes.subject"),
              Column.of("KIND", "kind"),
              Column.wide("SOURCE", "entry.attributes.source"),
              Column.wide("RECORDED AT", "recorded_at"),
              Column.wide("LEAF HASH", "leaf_hash")));

  @Option(names = "--operation", paramLabel = "ID", description = "Of the operation.")
  private @Nullable String operation;

  @Option(
      names = "--resource",
      paramLabel = "NAME",
      description = "The key, or any name that the resource had.")
  private @Nullable String resource;

  @Option(names = "--instance", paramLabel = "NAME", description = "The same; give one of the two.")
  private @Nullable String instance;

  @Option(names = "--person", paramLabel = "PERSON", description = "The sub of their token.")
  private @Nullable String person;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Of the event, for example dev.countersign.operation.approved.v1.")
  private @Nullable String type;

  @Option(names = "--environment", paramLabel = "ENVIRONMENT", description = "As decided.")
  private @Nullable String environment;

  @Option(
      names = "--from",
      converter = Times.Moment.class,
      paramLabel = "TIME",
      description = "Happened then or later: 2026-11-29T08:00:00Z, or 2h for two hours ago.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      converter = Times.Moment.class,
      paramLabel = "TIME",
      description = "Happened before.")
  private @Nullable Instant to;

  @Override
  protected ExitCode run(Countersign api) {
    var query = new LinkedHashMap<String, @Nullable Object>();
    query.put("operation", operation);
    query.put("resource", resource);
    query.put("instance", instance);
    query.put("person", person);
    query.put("type", type);
    query.put("environment", environment);
    query.put("from", from);
    query.put("to", to);
    return list(api, asked(Paths.ENTRIES, query), VIEW);
  }

  private static JsonNode type(JsonNode entry) {
    var type = entry.path("entry").path("attributes").path("type").asText();
    return TextNode.valueOf(type.replaceFirst("^dev\\.countersign\\.", ""));
  }
}
