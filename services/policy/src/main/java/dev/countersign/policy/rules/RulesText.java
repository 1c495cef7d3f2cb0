package dev.countersign.policy.rules;

import dev.countersign.policy.core.approval.ApprovalRule;
import dev.countersign.policy.core.approval.BreakGlass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rules and schema as they were written.
 *
 * @param files the rules, whose order makes no difference to what they say
 * @param schema {@code rules.cedarschema}: the facts, which come with this version
 */
public record RulesText(List<RulesFile> files, String schema) {
  private static final String PACKAGED = "rules.cedar";

  public RulesText {
    files = List.copyOf(files);
  }

  /** Rules in one file. */
  public RulesText(String policies, String schema) {
    this(List.of(new RulesFile(PACKAGED, policies)), schema);
  }

  /** Those that come with this version. */
  public static RulesText packaged() {
    return new RulesText(read("/rules/" + PACKAGED), schemaOfThisVersion());
  }

  /** Somebody's own rules. */
  public static RulesText of(List<RulesFile> files) {
    return new RulesText(files, schemaOfThisVersion());
  }

  /** All files, one after the other. */
  public String policies() {
    return files.stream().map(RulesFile::text).collect(Collectors.joining("\n"));
  }

  /** File and line of the rule with an {@code @id}; empty for one that is in no file. */
  public Optional<String> place(String id) {
    return statements()
        .filter(statement -> statement.id().equals(id))
        .map(Statement::place)
        .findFirst();
  }

  /** The {@code @id}s of all rules. */
  public List<String> ids() {
    return statements().map(Statement::id).filter(id -> !id.isEmpty()).toList();
  }

  Stream<Statement> statements() {
    return files.stream().map(Statement::of).flatMap(List::stream);
  }

  /** With the settings' rules of approvals and emergencies. */
  RulesText with(List<ApprovalRule> rules, @Nullable BreakGlass breakGlass) {
    var settings = ApprovalRulesInCedar.text(rules) + '\n' + ApprovalRulesInCedar.text(breakGlass);
    return new RulesText(
        Stream.concat(files.stream(), Stream.of(new RulesFile("settings", settings))).toList(),
        schema);
  }

  private static String schemaOfThisVersion() {
    return read("/rules/rules.cedarschema");
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
