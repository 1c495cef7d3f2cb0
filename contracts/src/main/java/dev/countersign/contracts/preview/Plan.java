package dev.countersign.contracts.preview;

import dev.countersign.contracts.operation.Consequences;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.contracts.resource.Resource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an operation would do to a resource as a look shows it, for somebody who thinks of asking
 * for it.
 *
 * @param changes what it sets, makes or takes away
 * @param alsoApplied what the service would apply along, though nobody asks for it here
 */
public record Plan(List<Change> changes, Interruption interruption, List<AlsoApplied> alsoApplied) {
  public Plan {
    changes = List.copyOf(changes);
    alsoApplied = List.copyOf(alsoApplied);
  }

  /**
   * One thing that is another afterwards.
   *
   * @param field the service's name of it
   * @param now as the look shows it; null where there is nothing
   * @param then as it is asked for; null where there is nothing any more
   */
  public record Change(String field, @Nullable String now, @Nullable String then) {}

  /**
   * Whether clients of the database notice.
   *
   * @param why in a sentence, also where nothing is expected
   * @param howLong as far as the service says how long it takes; null where nothing is expected
   */
  public record Interruption(boolean expected, String why, @Nullable String howLong) {
    /** Clients notice nothing. */
    public static Interruption none(String why) {
      return new Interruption(false, why, null);
    }

    /** As the definition says it of these parameters. */
    public static Interruption of(
        OperationDefinition definition, Map<String, Object> parameters, Resource resource) {
      return Consequences.of(definition, parameters, resource).interruptsService()
          ? new Interruption(true, definition.summary(), "it cannot be told beforehand")
          : none("Clients of the " + definition.noun() + " keep working.");
    }
  }

  /**
   * A change that comes along.
   *
   * @param field the service's name of it
   * @param now as the look shows it; null where it does not
   * @param then as it waits to be applied
   * @param why it comes along
   */
  public record AlsoApplied(String field, @Nullable String now, String then, String why) {}
}
