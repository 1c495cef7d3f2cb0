package dev.countersign.console.page;

import dev.countersign.client.Countersign;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.OperationDefinition;
import dev.countersign.client.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The operations that there are, and their titles: the same for everybody, read once a minute. */
@ApplicationScoped
public class Catalogue {
  private static final long KEPT_NANOS = Duration.ofMinutes(1).toNanos();

  private record Known(Map<String, OperationDefinition> byName, long readAt) {}

  private volatile Known known = new Known(Map.of(), System.nanoTime() - KEPT_NANOS);

  /** By name. */
  public Map<String, OperationDefinition> all(Countersign api) {
    var last = known;
    if (System.nanoTime() - last.readAt() < KEPT_NANOS) {
      return last.byName();
    }
    var read =
        api.catalogue().stream()
            .collect(Collectors.toMap(OperationDefinition::name, Function.identity()));
    known = new Known(Map.copyOf(read), System.nanoTime());
    return read;
  }

  public Optional<OperationDefinition> find(Countersign api, String name) {
    return Optional.ofNullable(all(api).get(name));
  }

  /** What people call an operation; its name where the catalogue does not say. */
  public Titles titles(Countersign api) {
    try {
      var all = all(api);
      return name -> {
        var definition = all.get(name);
        return definition == null ? Trouble.words(name) : definition.title();
      };
    } catch (ProblemException | NotAnswered none) {
      return Trouble::words;
    }
  }

  /** From an operation's name to its title. */
  public interface Titles {
    String of(String operation);
  }
}
