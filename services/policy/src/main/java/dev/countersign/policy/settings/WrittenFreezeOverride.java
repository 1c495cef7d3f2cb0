package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.Need;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.FreezeOverride;
import dev.countersign.policy.core.freeze.FreezeSettings;
import dev.countersign.policy.core.role.Roles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of the settings' {@code freeze_overrides}: an approval rule that speaks of freezes.
 *
 * @param freezes titles; all where it is left out
 */
record WrittenFreezeOverride(
    String title,
    @Nullable List<String> freezes,
    WrittenApprovalRules.Condition when,
    List<Need> quorum,
    @Nullable String waiting,
    @Nullable String startWithin) {

  /**
   * @param others whose titles are taken
   * @throws SettingsRefused naming the rule and the mistake
   */
  static List<FreezeOverride> read(
      List<WrittenFreezeOverride> written,
      List<ApprovalRule> others,
      FreezeSettings freezes,
      OperationCatalogue catalogue,
      Roles roles,
      Duration validity) {
    var titles =
        others.stream().map(ApprovalRule::title).collect(Collectors.toCollection(HashSet::new));
    var known =
        freezes.rules().stream().map(FreezeSettings.Rule::title).collect(Collectors.toSet());
    var overrides = new ArrayList<FreezeOverride>();
    for (var one : written) {
      var path = "freeze_overrides[" + overrides.size() + ']';
      if (!titles.add(one.title)) {
        throw new SettingsRefused(path + ".title: another rule is called so");
      }
      var rule =
          new WrittenApprovalRules.Rule(
              one.title, one.when, one.quorum, one.waiting, one.startWithin, null, null, null);
      overrides.add(
          new FreezeOverride(
              WrittenApprovalRules.read(rule, path, catalogue, roles, validity),
              one.titles(path, known)));
    }
    return overrides;
  }

  /** A title that is not known is a rule that overrides nothing, so it is refused. */
  private Set<String> titles(String path, Set<String> known) {
    if (freezes == null) {
      return Set.of();
    }
    for (var title : freezes) {
      if (!known.contains(title.strip())) {
        throw new SettingsRefused(
            "%s.freezes: there is no freeze %s; freezes lists them".formatted(path, title));
      }
    }
    return freezes.stream().map(String::strip).collect(Collectors.toSet());
  }
}
