package dev.countersign.policy.freezes;

import dev.countersign.policy.core.freeze.Freeze;
import dev.countersign.policy.core.freeze.Outlook;
import dev.countersign.policy.core.freeze.Span;
import dev.countersign.policy.core.rulebook.Rulebook;
import java.time.Instant;
import java.time.zone.ZoneRulesProvider;
import java.util.LinkedHashMap;
import java.util.Map;

/** The freezes as the API shows them: every time in the calendar's own zone, and in UTC. */
final class FreezesJson {
  static Map<String, Object> of(Rulebook book, Instant at) {
    var json = new LinkedHashMap<String, Object>();
    json.put("at", at);
    json.put("rules_version", book.version());
    json.put("time_zones", ZoneRulesProvider.getVersions("Europe/Berlin").lastKey());
    json.put("freezes", book.freezes().all().stream().map(freeze -> freeze(freeze, at)).toList());
    return json;
  }

  private static Map<String, Object> freeze(Freeze freeze, Instant at) {
    var outlook = Outlook.of(freeze, at);
    var json = new LinkedHashMap<String, Object>();
    json.put("title", freeze.title());
    json.put("calendar", freeze.file());
    json.put("binds", scope(freeze));
    json.put("waiting", freeze.whatWaits().wireName());
    json.put("frozen", !outlook.now().isEmpty());
    json.put("now", outlook.now().stream().map(FreezesJson::occurrence).toList());
    json.put("next", outlook.next().stream().map(FreezesJson::occurrence).toList());
    var doubt = freeze.doubt();
    if (doubt != null) {
      var unreadable = new LinkedHashMap<String, Object>();
      unreadable.put("since", doubt.since());
      unreadable.put("relied_on_until", doubt.until());
      unreadable.put("reason", doubt.reason());
      json.put("unreadable", unreadable);
    }
    return json;
  }

  /** What is not in here is no limit. */
  private static Map<String, Object> scope(Freeze freeze) {
    var scope = freeze.scope();
    var json = new LinkedHashMap<String, Object>();
    if (!scope.environments().isEmpty()) {
      json.put("environments", scope.environments().stream().sorted().toList());
    }
    if (!scope.accounts().isEmpty()) {
      json.put("accounts", scope.accounts().stream().sorted().toList());
    }
    if (!scope.tags().isEmpty()) {
      json.put("tags", scope.tags());
    }
    if (!scope.operations().isEmpty()) {
      json.put("operations", scope.operations().stream().sorted().toList());
    }
    return json;
  }

  private static Map<String, Object> occurrence(Span span) {
    var json = new LinkedHashMap<String, Object>();
    json.put("title", span.title());
    json.put("time_zone", span.zone());
    json.put("begins", span.begin().toString());
    json.put("begins_utc", span.begins());
    json.put("ends", span.end().toString());
    json.put("ends_utc", span.ends());
    return json;
  }

  private FreezesJson() {}
}
