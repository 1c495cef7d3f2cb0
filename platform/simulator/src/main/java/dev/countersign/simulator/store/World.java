package dev.countersign.simulator.store;

import dev.countersign.simulator.rds.Action;
import dev.countersign.simulator.rds.Call;
import dev.countersign.simulator.rds.Delays;
import dev.countersign.simulator.rds.Event;
import dev.countersign.simulator.rds.Need;
import dev.countersign.simulator.rds.Outcome;
import dev.countersign.simulator.rds.Pace;
import dev.countersign.simulator.rds.Quotas;
import dev.countersign.simulator.rds.Region;
import dev.countersign.simulator.rds.Resource;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All regions of all accounts. One call at a time: the order of the ledger is the order of the
 * effects.
 */
public final class World implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Scope, Region> regions = new HashMap<>();
  private final Clock clock;
  private final Journal journal;
  private Pace pace;
  private Quotas quotas;
  private Delays delays = Delays.NONE;

  /** Opens the state that is kept in a folder; where there is none, it begins with the seed. */
  public World(
      Path folder,
      boolean durable,
      Pace pace,
      Quotas quotas,
      Clock clock,
      Supplier<List<Resource>> seed)
      throws IOException {
    this.clock = clock;
    this.pace = pace;
    this.quotas = quotas;
    this.journal = new Journal(folder, durable);
    boolean known =
        journal.load(
            state -> {
              state.resources().forEach(this::store);
              state.events().forEach(event -> region(event.scope()).add(event));
            },
            entry ->
                apply(new Outcome(null, entry.stored(), entry.removed(), entry.events(), null)));
    if (!known) {
      seed.get().forEach(this::store);
    }
    compact();
  }

  /**
   * Performs one call. When a mutating one returns, its effect is in the ledger and the state after
   * it is on disk.
   *
   * @param effect completes the ledger's line: it gets what the call was about
   */
  public @Nullable Map<String, Object> perform(
      Action action,
      Scope scope,
      Form form,
      String seed,
      @Nullable String laterFailure,
      UnaryOperator<Map<String, Object>> effect) {
    lock.lock();
    try {
      Instant now = clock.instant();
      Region region = settled(scope, now);
      Outcome outcome =
          action
              .effect()
              .apply(new Call(scope, form, now, pace, quotas, delays, seed, laterFailure), region);
      Outcome.Target target = outcome.target();
      if (action.mutating() && target != null) {
        var line = new LinkedHashMap<String, Object>();
        line.put("time", now.toString());
        line.put("account", scope.account());
        line.put("region", scope.region());
        line.put("action", action.name());
        line.put("resource", target.arn());
        line.put("resource_id", target.resourceId());
        commit(effect.apply(line), outcome);
      }
      return outcome.result();
    } finally {
      lock.unlock();
    }
  }

  /** The ARNs that a call is about, for rules and policies. */
  public List<String> resources(Action action, Scope scope, Form form) {
    lock.lock();
    try {
      Instant now = clock.instant();
      return action
          .resources()
          .apply(new Call(scope, form, now, pace, quotas, delays, "", null), region(scope));
    } finally {
      lock.unlock();
    }
  }

  /** What IAM asks about a call. */
  public List<Need> needs(Action action, Scope scope, Form form) {
    lock.lock();
    try {
      Instant now = clock.instant();
      return action.needs(
          new Call(scope, form, now, pace, quotas, delays, "", null), region(scope));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Changes resources from outside of AWS's API, as another operator or a fault of the hardware
   * would. No effect is recorded.
   */
  public void intervene(Scope scope, BiFunction<Region, Instant, Outcome> change) {
    lock.lock();
    try {
      Instant now = clock.instant();
      commit(null, change.apply(settled(scope, now), now));
    } finally {
      lock.unlock();
    }
  }

  public Pace pace() {
    lock.lock();
    try {
      return pace;
    } finally {
      lock.unlock();
    }
  }

  public void pace(Pace next) {
    lock.lock();
    try {
      Instant now = clock.instant();
      for (Scope scope : List.copyOf(regions.keySet())) {
        settled(scope, now).rescale(pace, next, now);
      }
      pace = next;
      compactNow();
    } finally {
      lock.unlock();
    }
  }

  public Quotas quotas() {
    lock.lock();
    try {
      return quotas;
    } finally {
      lock.unlock();
    }
  }

  public void quotas(Quotas next) {
    lock.lock();
    try {
      quotas = next;
    } finally {
      lock.unlock();
    }
  }

  public Delays delays() {
    lock.lock();
    try {
      return delays;
    } finally {
      lock.unlock();
    }
  }

  public void delays(Delays next) {
    lock.lock();
    try {
      delays = next;
    } finally {
      lock.unlock();
    }
  }

  /** Every region as it is now, one after the other. */
  public void visit(BiConsumer<Region, Instant> visitor) {
    lock.lock();
    try {
      Instant now = clock.instant();
      regions.keySet().stream()
          .sorted(Comparator.comparing(Scope::account).thenComparing(Scope::region))
          .toList()
          .forEach(scope -> visitor.accept(settled(scope, now), now));
    } finally {
      lock.unlock();
    }
  }

  /**
   * The ledger's lines up to now, read from the disk as they are asked for. The caller closes the
   * stream.
   */
  public Stream<String> effects() throws IOException {
    long lines;
    lock.lock();
    try {
      lines = journal.effectLines();
    } finally {
      lock.unlock();
    }
    return Files.lines(journal.effectsFile()).limit(lines);
  }

  public Path effectsFile() {
    return journal.effectsFile();
  }

  private Region region(Scope scope) {
    return regions.computeIfAbsent(scope, Region::new);
  }

  private Region settled(Scope scope, Instant now) {
    Region region = region(scope);
    Outcome automatic = region.settle(now, pace);
    if (!automatic.empty()) {
      commit(null, automatic);
    }
    return region;
  }

  private void commit(@Nullable Map<String, Object> effect, Outcome outcome) {
    try {
      journal.commit(effect, outcome);
      apply(outcome);
      if (journal.large()) {
        compact();
      }
    } catch (IOException e) {
      throw new AwsError(
          500, "InternalFailure", "The simulator cannot write its journal: " + e.getMessage());
    }
  }

  private void apply(Outcome outcome) {
    outcome.removed().forEach(resource -> region(resource.scope()).remove(resource));
    outcome.stored().forEach(this::store);
    outcome.events().forEach(event -> region(event.scope()).add(event));
  }

  private void store(Resource resource) {
    region(resource.scope()).store(resource);
  }

  private void compactNow() {
    try {
      compact();
    } catch (IOException e) {
      throw new AwsError(
          500, "InternalFailure", "The simulator cannot write its state: " + e.getMessage());
    }
  }

  private void compact() throws IOException {
    var resources = new ArrayList<Resource>();
    var events = new ArrayList<Event>();
    for (Region region : regions.values()) {
      region.resources().forEach(resources::add);
      events.addAll(region.events());
    }
    journal.compact(resources, events);
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try {
      journal.close();
    } finally {
      lock.unlock();
    }
  }
}
