package dev.countersign.cli.inventory;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The filters that {@code GET /api/instances} and {@code GET /api/resources} have. */
final class InventoryFilters {
  @Option(names = "--account", paramLabel = "ID", description = "The AWS account.")
  private @Nullable String account;

  @Option(names = "--region", paramLabel = "REGION", description = "The AWS region.")
  private @Nullable String region;

  @Option(names = "--identifier", paramLabel = "NAME", description = "What people call it.")
  private @Nullable String identifier;

  @Option(names = "--engine", paramLabel = "ENGINE", description = "For example postgres.")
  private @Nullable String engine;

  @Option(names = "--status", paramLabel = "STATUS", description = "For example available.")
  private @Nullable String status;

  @Option(names = "--tag", paramLabel = "TAG", description = "Team, or Team=Billing.")
  private @Nullable String tag;

  @Option(
      names = "--environment",
      paramLabel = "ENVIRONMENT",
      description = "As policy classifies it now. With it, use --all: a page may be empty.")
  private @Nullable String environment;

  Map<String, @Nullable Object> query() {
    var query = new LinkedHashMap<String, @Nullable Object>();
    query.put("account", account);
    query.put("region", region);
    query.put("identifier", identifier);
    query.put("engine", engine);
    query.put("status", status);
    query.put("tag", tag);
    query.put("environment", environment);
    return query;
  }
}
