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
 * @param interruptsService whether clients of the database notice; in production these need {@code
 *     confirm_production}
 * @param tier how it is treated in production by default
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
    Tier tier,
    Duration timeout,
    JsonNode parameters) {
  public OperationDefinition {
    aliases = List.copyOf(aliases);
  }
}
