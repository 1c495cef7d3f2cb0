package dev.countersign.simulator.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What RDS tells while a modification is under way. */
final class ModificationEvents {
  private ModificationEvents() {}

  /**
   * The events of one modification.
   *
   * @param moments seconds until it begins to show
   * @param seconds how long it takes from then on
   */
  static List<Event> of(
      Call call,
      Instance instance,
      Map<String, Object> light,
      Map<String, Object> moving,
      long moments,
      long seconds) {
    var from = call.in(moments);
    var until = call.in(moments + seconds);
    var events = new ArrayList<Event>();
    if (light.containsKey("DBParameterGroups")) {
      events.add(
          Event.of(
              instance,
              until,
              "configuration change",
              "Updated to use DBParameterGroup " + call.form().text("DBParameterGroupName", "")));
    }
    if (light.containsKey("_password")) {
      events.add(Event.of(instance, until, "configuration change", "Reset master credentials"));
    }
    if (moving.get("BackupRetentionPeriod") instanceof Integer days
        && (days == 0) != (instance.number("BackupRetentionPeriod") == 0)) {
      events.add(
          Event.of(
              instance,
              until,
              "backup",
              days == 0 ? "Disabled automated backups" : "Enabled automated backups"));
    }
    if (moving.containsKey("DBInstanceClass")) {
      events.add(
          Event.of(
              instance,
              from,
              "configuration change",
              "Applying modification to database instance class"));
      events.add(
          Event.of(
              instance, call.in(moments + seconds / 2), "availability", "DB instance shutdown"));
      events.add(
          Event.of(
              instance,
              call.in(moments + seconds * 3 / 4),
              "availability",
              "DB instance restarted"));
      events.add(
          Event.of(
              instance,
              until,
              "configuration change",
              "Finished applying modification to DB instance class"));
    }
    if (Storage.touched(moving)) {
      events.add(
          Event.of(
              instance,
              from,
              "configuration change",
              "Applying modification to allocated storage"));
      events.add(
          Event.of(
              instance,
              until,
              "configuration change",
              "Finished applying modification to allocated storage"));
    }
    if (moving.get("MultiAZ") instanceof Boolean wanted) {
      String to = wanted ? "a Multi-AZ DB instance" : "a standard (Single-AZ) DB instance";
      events.add(
          Event.of(
              instance, from, "configuration change", "Applying modification to convert to " + to));
      events.add(
          Event.of(
              instance,
              until,
              "configuration change",
              "Finished applying modification to convert to " + to));
    }
    if (moving.containsKey("EngineVersion")) {
      events.add(
          Event.of(
              instance, call.in(moments + seconds / 2), "availability", "DB instance restarted"));
      events.add(Event.of(instance, until, "maintenance", "Database instance patched"));
    }
    if (moving.get("DBInstanceIdentifier") instanceof String name) {
      events.add(
          Event.of(
              instance.with("DBInstanceIdentifier", name),
              until,
              "configuration change",
              "Renamed instance from " + instance.identifier() + " to " + name));
    }
    return events;
  }
}
