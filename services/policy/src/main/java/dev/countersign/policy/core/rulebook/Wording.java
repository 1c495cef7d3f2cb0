package dev.countersign.policy.core.rulebook;

import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.instance.Instance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the requester's own words into a text. */
public final class Wording {
  private final String operation;
  private final String instance;
  private final String administratorGroups;

  /**
   * @param instance null when it is not known; the requester's name for it is used then
   */
  public Wording(
      OperationRequested request, @Nullable Instance instance, List<String> administratorGroups) {
    this.operation = request.operation();
    this.instance = instance == null ? request.instanceIdentifier() : instance.identifier();
    this.administratorGroups = String.join(" or ", administratorGroups);
  }

  /**
   * The text with {@code {operation}}, {@code {instance}}, {@code {administrator_groups}} filled.
   */
  public String fill(String text) {
    return text.replace("{operation}", operation)
        .replace("{administrator_groups}", administratorGroups)
        .replace("{instance}", instance);
  }
}
