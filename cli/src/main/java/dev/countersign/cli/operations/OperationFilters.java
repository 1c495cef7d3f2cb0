package dev.countersign.cli.operations;

import dev.countersign.cli.session.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The filters of {@code GET /api/operations}. */
final class OperationFilters {
  @Option(names = "--resource", paramLabel = "KEY", description = "Key or ARN.")
  private @Nullable String resource;

  @Option(
      names = "--instance-id",
      paramLabel = "INSTANCE",
      description = "Identifier, account:region:identifier, ARN or key.")
  private @Nullable String instance;

  @Option(names = "--cluster-id", paramLabel = "CLUSTER", description = "The same of a cluster.")
  private @Nullable String cluster;

  @Option(names = "--operation", paramLabel = "NAME", description = "Name or alias.")
  private @Nullable String operation;

  @Option(names = "--status", paramLabel = "STATUS", description = "For example approval-required.")
  private @Nullable String status;

  @Option(names = "--requester", paramLabel = "PERSON", description = "The sub of their token.")
  private @Nullable String requester;

  @Option(
      names = "--environment",
      paramLabel = "ENVIRONMENT",
      description = "As it was classified when policy decided.")
  private @Nullable String environment;

  @Option(
      names = "--success",
      arity = "1",
      paramLabel = "true|false",
      description = "Ended with success or without.")
  private @Nullable Boolean success;

  @Option(
      names = "--from",
      converter = Times.Moment.class,
      paramLabel = "TIME",
      description = "Requested then or later: 2026-11-29T08:00:00Z, or 2h for two hours ago.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      converter = Times.Moment.class,
      paramLabel = "TIME",
      description = "Requested before.")
  private @Nullable Instant to;

  @Option(names = "--order", paramLabel = "newest|oldest", description = "Which comes first.")
  private @Nullable String order;

  Map<String, @Nullable Object> query() {
    var query = new LinkedHashMap<String, @Nullable Object>();
    query.put("resource", resource);
    query.put("instance_id", instance);
    query.put("cluster_id", cluster);
    query.put("operation", operation);
    query.put("status", status);
    query.put("requester", requester);
    query.put("environment", environment);
    query.put("success", success);
    query.put("from", from);
    query.put("to", to);
    query.put("order", order);
    return query;
  }
}
