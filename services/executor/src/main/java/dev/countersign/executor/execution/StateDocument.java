package dev.countersign.executor.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.contracts.json.Json;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Terms;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A state as it is on record: its phase, and a document with the rest. */
public final class StateDocument {
  private static final String TERMS = "terms";

  private static final Map<String, Class<? extends State>> PHASES =
      List.of(
              State.Ready.class,
              State.Claimed.class,
              State.Preflight.class,
              State.Intent.class,
              State.Accepted.class,
              State.Refused.class,
              State.Unknown.class,
              State.Confirming.class,
              State.Watching.class,
              State.Ended.class)
          .stream()
          .collect(Collectors.toUnmodifiableMap(StateDocument::name, Function.identity()));

  /** Reads it, with these terms, whatever the document says of any. */
  public static State read(String phase, String document, Terms terms) {
    var type = PHASES.get(phase);
    if (type == null) {
      throw new IllegalStateException("a phase that this version does not know: " + phase);
    }
    var tree = Json.read(document, ObjectNode.class);
    tree.set(TERMS, Json.mapper().valueToTree(terms));
    return Shared.state(Json.read(Json.text(tree), type), terms);
  }

  /** Without its terms, which are in the signed envelope. */
  public static String of(State state) {
    ObjectNode tree = Json.mapper().valueToTree(state);
    return Json.text(tree.without(TERMS));
  }

  /** For example {@code confirming}. */
  public static String phase(State state) {
    return name(state.getClass());
  }

  private static String name(Class<?> type) {
    return type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private StateDocument() {}
}
