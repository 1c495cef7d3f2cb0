package dev.countersign.console.page;

import dev.countersign.client.NotAnswered;
import dev.countersign.client.ProblemException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A part of a page that does without its content where the API does not give it.
 *
 * @param trouble null where there is none
 */
public record Part<T>(List<T> items, @Nullable Trouble trouble) {
  public Part {
    items = List.copyOf(items);
  }

  /** Where the session itself is not accepted, the whole page says so. */
  public static <T> Part<T> of(Supplier<List<T>> content) {
    try {
      return new Part<>(content.get(), null);
    } catch (ProblemException refused) {
      if (refused.status() == 401) {
        throw refused;
      }
      return new Part<>(List.of(), Trouble.of(refused));
    } catch (NotAnswered lost) {
      return new Part<>(List.of(), Trouble.of(lost));
    }
  }

  public boolean isEmpty() {
    return items.isEmpty() && trouble == null;
  }
}
