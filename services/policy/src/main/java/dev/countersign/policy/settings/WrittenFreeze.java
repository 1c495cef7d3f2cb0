package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.EnvironmentTags;
import dev.countersign.policy.core.freeze.FreezeScope;
import dev.countersign.policy.core.freeze.FreezeSettings;
import dev.countersign.policy.core.freeze.WhatWaits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A freeze as the settings have it. What is left out is no limit. */
record WrittenFreeze(
    String title,
    String calendar,
    @Nullable String timeZone,
    @Nullable List<Environment> environments,
    @Nullable List<String> accounts,
    @Nullable Map<String, List<String>> tags,
    @Nullable List<String> operations,
    @Nullable String waiting) {
  /**
   * The freeze that is meant.
   *
   * @param at where it stands in the settings
   * @param catalogue makes names of operations out of their aliases
   */
  FreezeSettings.Rule rule(String at, Function<List<String>, Set<String>> catalogue) {
    return new FreezeSettings.Rule(
        title.strip(),
        file(at),
        zone(at),
        new FreezeScope(
            Set.copyOf(Objects.requireNonNullElse(environments, List.of())),
            Set.copyOf(Objects.requireNonNullElse(accounts, List.of())),
            tags(at),
            catalogue.apply(Objects.requireNonNullElse(operations, List.of()))),
        WhatWaits.START_AFTER.wireName().equals(waiting)
            ? WhatWaits.START_AFTER
            : WhatWaits.SEND_BACK);
  }

  private String file(String at) {
    try {
      return Path.of(calendar).toString();
    } catch (InvalidPathException e) {
      throw new SettingsRefused(at + ".calendar is not the name of a file", e);
    }
  }

  private @Nullable ZoneId zone(String at) {
    try {
      return timeZone == null ? null : ZoneId.of(timeZone);
    } catch (DateTimeException e) {
      throw new SettingsRefused(
          "%s.time_zone: %s is not known; there is Europe/Berlin, for example"
              .formatted(at, timeZone),
          e);
    }
  }

  private Map<String, List<String>> tags(String at) {
    var wanted = Objects.requireNonNullElse(tags, Map.<String, List<String>>of());
    wanted.forEach((name, values) -> {
      // What has no form compares equal to everything else that has none.
      if (EnvironmentTags.form(name).isEmpty()
          || values.stream().anyMatch(value -> EnvironmentTags.form(value).isEmpty())) {
        throw new SettingsRefused(
            "%s.tags.%s: name and values must have letters or numbers in them".formatted(at, name));
      }
    });
    return wanted;
  }
}
