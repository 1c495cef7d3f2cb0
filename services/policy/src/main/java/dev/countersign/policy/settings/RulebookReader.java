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

/** Makes rulebooks of what is written. */
public final class RulebookReader {
  private final OperationCatalogue catalogue = OperationCatalogue.load();
  private RulesText text = RulesText.packaged();
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
   * The rulebook with these settings, which name no calendars, and the rules of this version.
   *
   * @param settings YAML, as it is in the file
   * @throws SettingsRefused naming the mistake
   */
  public Rulebook read(byte[] settings) {
    var written = WrittenRules.settings("settings", settings);
    var read = settings(written);
    if (!read.freezes().rules().isEmpty()) {
      throw new IllegalArgumentException("the calendars of the freezes are missing");
    }
    return book(written, read, Freezes.NONE, new byte[0]);
  }

  /**
   * Settings alone.
   *
   * @throws SettingsRefused naming the mistake, with its file and line
   */
  PolicySettings settings(WrittenRules written) {
    return SettingsReader.read(written.name(), written.settings(), catalogue);
  }

  /**
   * All that decides, put together.
   *
   * @param calendars those of the freezes, one after the other
   * @throws SettingsRefused naming the mistake in the rules, with its file and line
   */
  Rulebook book(WrittenRules written, PolicySettings read, Freezes freezes, byte[] calendars) {
    return new Rulebook(
        version(written, calendars),
        read,
        environmentGate,
        catalogue,
        rules(written.rules(), read),
        freezes);
  }

  /** The same as long as what is written is: making rules ready takes its time. */
  private synchronized Rules rules(RulesText written, PolicySettings settings) {
    if (!written.equals(text)
        || !settings.approvalRules().equals(approvalRules)
        || !Objects.equals(settings.breakGlass(), breakGlass)) {
      try {
        rules = CedarLoader.load(written, settings.approvalRules(), settings.breakGlass());
      } catch (RulesNotLoaded e) {
        throw new SettingsRefused(String.valueOf(e.getMessage()), e);
      }
      text = written;
      approvalRules = settings.approvalRules();
      breakGlass = settings.breakGlass();
    }
    return rules;
  }

  /**
   * What {@code LC_ALL=C; cat *.cedar rules.cedarschema operations/*.json policy-settings.yaml |
   * sha256sum} says, with what the calendars of the freezes say, in the order of the settings, at
   * the end: all that decides.
   */
  private String version(WrittenRules written, byte[] calendars) {
    var all = new ByteArrayOutputStream();
    written.rules().files().forEach(file -> all.writeBytes(bytes(file.text())));
    all.writeBytes(bytes(written.rules().schema()));
    all.writeBytes(catalogue.source());
    all.writeBytes(bytes(written.settings()));
    all.writeBytes(calendars);
    return RequestHash.sha256(all.toByteArray());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
