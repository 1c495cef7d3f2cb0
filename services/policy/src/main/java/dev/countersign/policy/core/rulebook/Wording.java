package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.core.role.Place;
import dev.countersign.policy.core.role.Role;
import org.jspecify.annotations.Nullable;

/** Puts the requester's own words into a text. */
public final class Wording {
  private final String operation;
  private final String resource;
  private final String noun;
  private final String administratorGroups;
  private final String operatorGroups;
  private final String breakGlassGroups;

  /**
   * @param resource null when it is not known; the requester's name for it is used then
   */
  public Wording(
      OperationRequested request,
      @Nullable Resource resource,
      Place place,
      PolicySettings settings) {
    this.operation = request.operation();
    this.resource = resource == null ? request.resourceIdentifier() : resource.identifier();
    this.noun = request.resource().noun();
    this.administratorGroups = settings.roles().groupsOf(Role.ADMINISTRATORS, place);
    this.operatorGroups = settings.roles().groupsOf(Role.OPERATORS, place);
    this.breakGlassGroups = settings.roles().groupsOf(Role.EMERGENCY, place);
  }

  /**
   * The text with {@code {operation}}, {@code {instance}} (what the resource is called), {@code
   * {noun}} (what people call one of its kind: instance, cluster), {@code {administrator_groups}},
   * {@code {operator_groups}} and {@code {break_glass_groups}} filled.
   */
  public String fill(String text) {
    return text.replace("{operation}", operation)
        .replace("{administrator_groups}", administratorGroups)
        .replace("{operator_groups}", operatorGroups)
        .replace("{break_glass_groups}", breakGlassGroups)
        .replace("{noun}", noun)
        .replace("{instance}", resource);
  }
}
