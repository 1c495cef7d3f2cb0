package dev.countersign.simulator.rds;

import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Instances, snapshots, events and parameter groups, in pages. */
final class Describing {
  private static final int EVENTS_BY_DEFAULT = 60;
  private static final int EVENTS_AT_MOST = 20_160;
  private static final Set<String> SOURCES =
      Set.of(
          "db-instance",
          "db-snapshot",
          "db-parameter-group",
          "db-security-group",
          "db-cluster",
          "db-cluster-snapshot",
          "custom-engine-version",
          "db-proxy",
          "blue-green-deployment");

  private Describing() {}

  static Outcome instances(Call call, Region region) {
    String identifier = call.form().text("DBInstanceIdentifier");
    var filters =
        Filters.<Instance>of(
            call.form(),
            Map.of(
                "db-instance-id", instance -> List.of(instance.identifier(), instance.arn()),
                "dbi-resource-id", instance -> List.of(instance.resourceId()),
                "db-cluster-id", instance -> List.of(instance.text("DBClusterIdentifier")),
                "domain", instance -> List.of(),
                "engine", instance -> List.of(instance.engine())));
    List<Instance> found =
        identifier == null ? region.instances() : List.of(region.described(identifier));
    return Page.of(
        call,
        "DBInstances",
        found.stream().filter(filters).toList(),
        Instance::identifier,
        instance -> instance.shown(call.now()));
  }

  static Outcome snapshots(Call call, Region region) {
    Form form = call.form();
    String identifier = form.text("DBSnapshotIdentifier");
    String instance = form.text("DBInstanceIdentifier");
    String resource = form.text("DbiResourceId");
    String type = form.text("SnapshotType");
    var filters =
        Filters.<Snapshot>of(
            form,
            Map.of(
                "db-instance-id", snapshot -> List.of(snapshot.text("DBInstanceIdentifier")),
                "db-snapshot-id", snapshot -> List.of(snapshot.identifier()),
                "dbi-resource-id", snapshot -> List.of(snapshot.text("DbiResourceId")),
                "snapshot-type", snapshot -> List.of(snapshot.text("SnapshotType")),
                "engine", snapshot -> List.of(snapshot.text("Engine"))));
    List<Snapshot> found =
        identifier == null
            ? region.snapshots()
            : List.of(region.snapshot(identifier, snapshot -> snapshot.visible(call.now())));
    return Page.of(
        call,
        "DBSnapshots",
        found.stream()
            .filter(snapshot -> snapshot.visible(call.now()))
            .filter(snapshot ->
                instance == null
                    || snapshot
                        .text("DBInstanceIdentifier")
                        .equals(instance.toLowerCase(Locale.ROOT)))
            .filter(snapshot -> resource == null || snapshot.text("DbiResourceId").equals(resource))
            .filter(snapshot -> type == null || snapshot.text("SnapshotType").equals(type))
            .filter(filters)
            .toList(),
        Snapshot::identifier,
        snapshot -> snapshot.shown(call.now()));
  }

  static Outcome groups(Call call, Region region) {
    String name = call.form().text("DBParameterGroupName");
    return Page.of(
        call,
        "DBParameterGroups",
        name == null ? region.groups() : List.of(region.group(name)),
        ParameterGroup::name,
        ParameterGroup::shown);
  }

  static Outcome events(Call call, Region region) {
    Form form = call.form();
    String source = form.text("SourceIdentifier");
    String type = form.text("SourceType");
    if (source != null && type == null) {
      throw AwsError.invalidCombination("SourceType must be specified when SourceIdentifier is.");
    }
    if (type != null && !SOURCES.contains(type)) {
      throw AwsError.invalidValue("Invalid source type: " + type);
    }
    int minutes = form.number("Duration", EVENTS_BY_DEFAULT);
    if (minutes < 1 || minutes > EVENTS_AT_MOST) {
      throw AwsError.invalidValue(
          "Invalid duration: "
              + minutes
              + ". Must be between 1 and "
              + EVENTS_AT_MOST
              + " minutes.");
    }
    Instant end = Times.read(form, "EndTime");
    Instant start = Times.read(form, "StartTime");
    // Never what lies ahead, whatever the caller asks for.
    Instant until = end == null || end.isAfter(call.now()) ? call.now() : end;
    Instant from = start == null ? until.minus(Duration.ofMinutes(minutes)) : start;
    if (from.isAfter(until) && end != null) {
      throw AwsError.invalidCombination("StartTime must be before EndTime.");
    }
    List<String> categories = form.texts("EventCategories");
    return Page.of(
        call,
        "Events",
        region.events().stream()
            .filter(event -> !event.date().isBefore(from) && !event.date().isAfter(until))
            .filter(event -> !event.date().plus(call.delays().events()).isAfter(call.now()))
            .filter(event -> type == null || event.sourceType().equals(type))
            .filter(
                event -> source == null || event.source().equals(source.toLowerCase(Locale.ROOT)))
            .filter(event -> categories.isEmpty() || categories.contains(event.category()))
            .toList(),
        event -> event.date() + "|" + event.source() + "|" + event.message(),
        Event::shown);
  }
}
