package dev.countersign.contracts.operation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.resource.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * All that is to be known of an operation without carrying it out: one file in {@code operations/},
 * named for the operation. What the API does not show is for our own services.
 *
 * @param name as in the API, for example {@code reboot_instance}
 * @param aliases other names that mean the same
 * @param service the AWS service that carries it out, for example {@code rds}
 * @param resourceType the type of resource that it is done to, as in its key, for example {@code
 *     db}
 * @param title for a menu
 * @param summary one sentence for a person who has to choose
 * @param interruptsService whether clients of the database notice, whatever the parameters are
 * @param destroys whether something is gone for ever afterwards
 * @param lessensProtection whether it always may leave the resource less protected; where that
 *     depends on a parameter, {@code x-lessens-protection} of the parameter says when ({@link
 *     Consequences})
 * @param defaultTier how it is treated in production where the settings do not say otherwise
 * @param timeout how long the outcome may take before the operation counts as timed out
 * @param guard what keeps a repeated call from having a second effect
 * @param runsOn the states and kinds of resources that take it
 * @param rights the IAM actions that a role has to allow, by kind of resource as in its ARN: {@code
 *     db}, {@code snapshot} or {@code pg}
 * @param parameters JSON Schema (2020-12) of the parameters; {@code x-hint} of a property says what
 *     to do when it is wrong; {@code confirm_production} is added to each
 * @param examples parameters that it takes, for documentation and tests; the first is ordinary
 */
@JsonIgnoreProperties(
    value = {"service", "resource_type", "guard", "runs_on", "rights", "examples"},
    allowSetters = true)
public record OperationDefinition(
    String name,
    List<String> aliases,
    String service,
    String resourceType,
    String title,
    String summary,
    boolean interruptsService,
    boolean destroys,
    boolean lessensProtection,
    Tier defaultTier,
    Duration timeout,
    Guard guard,
    RunsOn runsOn,
    Map<String, List<String>> rights,
    JsonNode parameters,
    List<Map<String, Object>> examples) {
  /** The parameter by which somebody says that they know that this is production. */
  public static final String CONFIRMATION = "confirm_production";

  public OperationDefinition {
    aliases = List.copyOf(aliases);
    rights = Map.copyOf(rights);
    examples = List.copyOf(examples);
    parameters = confirmable(parameters, interruptsService);
  }

  /** The kind of resources that it is done to, as in their keys, for example {@code rds:db}. */
  public String kind() {
    return service + ':' + resourceType;
  }

  /** Whether it is done to resources of this kind. */
  public boolean isFor(ResourceKey resource) {
    return resource.kind().equals(kind());
  }

  /** What people call a resource of this kind, for a sentence: {@code instance}. */
  public String noun() {
    return ResourceKey.noun(kind());
  }

  private static JsonNode confirmable(JsonNode parameters, boolean interruptsService) {
    var all = parameters.<ObjectNode>deepCopy();
    all.withObjectProperty("properties")
        .putObject(CONFIRMATION)
        .put("type", "boolean")
        .put(
            "description",
            "Says that you know this is production"
                + (interruptsService ? " and clients will notice." : "."))
        .put("x-hint", "Use true or false.");
    return all;
  }
}
