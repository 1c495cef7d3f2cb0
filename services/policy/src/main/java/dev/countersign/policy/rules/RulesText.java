package dev.countersign.policy.rules;

import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.BreakGlass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules and schema as they were written.
 *
 * @param policies {@code rules.cedar}
 * @param schema {@code rules.cedarschema}
 */
public record RulesText(String policies, String schema) {
  /** Those that come with this version. */
  public static RulesText packaged() {
    return new RulesText(read("/rules/rules.cedar"), read("/rules/rules.cedarschema"));
  }

  /** With the settings' rules of approvals and emergencies. */
  RulesText with(List<ApprovalRule> rules, @Nullable BreakGlass breakGlass) {
    return new RulesText(
        policies + ApprovalRulesInCedar.text(rules) + '\n' + ApprovalRulesInCedar.text(breakGlass),
        schema);
  }

  private static String read(String path) {
    try (var in = RulesText.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("missing from the class path: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
