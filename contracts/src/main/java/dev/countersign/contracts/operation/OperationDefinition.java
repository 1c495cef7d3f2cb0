package dev.countersign.contracts.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/**
 * One entry of the catalogue.
 *
 * @param name as in the API, for example {@code reboot_instance}
 * @param aliases other names that mean the same
 * @param title for a menu
 * @param summary one sentence for a person who has to choose
 * @param interruptsService whether clients of the database notice, whatever the parameters are
 * @param destroys whether something is gone for ever afterwards
 * @param lessensProtection whether it always may leave the instance less protected; where that
 *     depends on a parameter, {@code x-lessens-protection} of the parameter says when ({@link
 *     Consequences})
 * @param defaultTier how the settings that come with this version treat it in production; those in
 *     force are policy's, and may differ
 * @param timeout how long the outcome may take before the operation counts as timed out
 * @param parameters JSON Schema (2020-12) of the parameters; {@code x-hint} of a property says what
 *     to do when it is wrong
 */
public record OperationDefinition(
    String name,
    List<String> aliases,
    String title,
    String summary,
    boolean interruptsService,
    boolean destroys,
    boolean lessensProtection,
    Tier defaultTier,
    Duration timeout,
    JsonNode parameters) {
  public OperationDefinition {
    aliases = List.copyOf(aliases);
  }
}
