package dev.countersign.policy.settings;

import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.BreakGlass;
import dev.countersign.policy.core.freeze.Freezes;
import dev.countersign.policy.core.rulebook.PolicySettings;
import dev.countersign.policy.core.rulebook.Rulebook;
import dev.countersign.policy.core.ruling.Rules;
import dev.countersign.policy.rules.CedarLoader;
import dev.countersign.policy.rules.RulesNotLoaded;
import dev.countersign.policy.rules.RulesText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes rulebooks: the rules stay what they are while the process runs, the settings may change.
 */
public final class RulebookReader {
  private final OperationCatalogue catalogue = OperationCatalogue.load();
  private final RulesText text = RulesText.packaged();
  private List<ApprovalRule> approvalRules = List.of();
  private @Nullable BreakGlass breakGlass;
  private Rules rules = CedarLoader.load(text, List.of());
  private final boolean environmentGate;

  /**
   * @param environmentGate the second gate, which is no part of the settings
   */
  public RulebookReader(boolean environmentGate) {
    this.environmentGate = environmentGate;
  }

  /**
   * The rulebook with these settings, which name no calendars.
   *
   * @param settings YAML, as it is in the file
   * @throws SettingsRefused naming the mistake
   */
  public Rulebook read(byte[] settings) {
    var read = settings(settings);
    if (!read.freezes().rules().isEmpty()) {
      throw new IllegalArgumentException("the calendars of the freezes are missing");
    }
    return book(settings, read, Freezes.NONE, new byte[0]);
  }

  /**
   * Settings alone.
   *
   * @param settings YAML, as it is in the file
   * @throws SettingsRefused naming the mistake
   */
  PolicySettings settings(byte[] settings) {
    return SettingsReader.read(new String(settings, StandardCharsets.UTF_8), catalogue);
  }

  /**
   * All that decides, put together.
   *
   * @param settings YAML, as it is in the file
   * @param calendars those of the freezes, one after the other
   */
  Rulebook book(byte[] settings, PolicySettings read, Freezes freezes, byte[] calendars) {
    return new Rulebook(
        version(settings, calendars), read, environmentGate, catalogue, rules(read), freezes);
  }

  /** The same as long as those of the settings are: making rules ready takes its time. */
  private synchronized Rules rules(PolicySettings settings) {
    if (!settings.approvalRules().equals(approvalRules)
        || !Objects.equals(settings.breakGlass(), breakGlass)) {
      try {
        rules = CedarLoader.load(text, settings.approvalRules(), settings.breakGlass());
      } catch (RulesNotLoaded e) {
        throw new SettingsRefused("approval_rules: " + e.getMessage(), e);
      }
      approvalRules = settings.approvalRules();
      breakGlass = settings.breakGlass();
    }
    return rules;
  }

  /**
   * What {@code LC_ALL=C; cat rules.cedar rules.cedarschema operations/*.json policy-settings.yaml
   * | sha256sum} says, with what the calendars of the freezes say, in the order of the settings, at
   * the end: all that decides.
   */
  private String version(byte[] settings, byte[] calendars) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(text.policies().getBytes(StandardCharsets.UTF_8));
    all.writeBytes(text.schema().getBytes(StandardCharsets.UTF_8));
    all.writeBytes(catalogue.source());
    all.writeBytes(settings);
    all.writeBytes(calendars);
    return RequestHash.sha256(all.toByteArray());
  }
}
