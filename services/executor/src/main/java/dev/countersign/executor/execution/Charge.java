package dev.countersign.executor.execution;

import dev.countersign.contracts.resource.ResourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What this process is in charge of. On the loop only, but for the numbers. */
final class Charge {
  private final Map<String, Run> runs = new LinkedHashMap<>();
  // How many of the runs are about an instance; none that are about no instance.
  private final Map<ResourceKey, Integer> runsOf = new HashMap<>();
  // In our name on record, and not in memory: their last change may or may not have been stored.
  private final Set<String> orphans = new LinkedHashSet<>();
  // Held in our name on record and not known here, at the last look.
  private Set<String> strays = Set.of();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger unseen = new AtomicInteger();

  /** How many there are. Any thread may ask. */
  int inFlight() {
    return inFlight.get();
  }

  /** How many were taken up with their call behind them, and not looked at since. */
  int unseen() {
    return unseen.get();
  }

  Collection<Run> runs() {
    return runs.values();
  }

  @Nullable Run of(String operationId) {
    return runs.get(operationId);
  }

  boolean isBusy(ResourceKey instance) {
    return runsOf.containsKey(instance);
  }

  /** Takes it in charge, instead of what was known of it before. */
  void take(Run run) {
    var known = runs.get(run.id());
    if (known != null) {
      release(known);
    }
    runs.put(run.id(), run);
    inFlight.set(runs.size());
    runsOf.merge(run.order.instance(), 1, Integer::sum);
    orphans.remove(run.id());
  }

  /** Over, or back in the queue. */
  void release(Run run) {
    run.gone = true;
    if (runs.remove(run.id(), run)) {
      inFlight.set(runs.size());
      runsOf.computeIfPresent(run.order.instance(), (key, many) -> many == 1 ? null : many - 1);
    }
    seen(run);
  }

  /** Its call is behind it, and what has become of that is to be looked at. */
  void unseen(Run run) {
    run.unseen = true;
    unseen.incrementAndGet();
  }

  /** It was looked at, for the first time since it was taken up. */
  void seen(Run run) {
    if (run.unseen) {
      run.unseen = false;
      unseen.decrementAndGet();
    }
  }

  /** To be taken up again from what is on record, unless it has been in the meantime. */
  void orphan(String operationId) {
    if (!runs.containsKey(operationId)) {
      orphans.add(operationId);
    }
  }

  List<String> orphans() {
    return List.copyOf(orphans);
  }

  /** What was asked for and not claimed is over, or somebody else's. */
  void asked(List<String> orphansAskedFor) {
    orphansAskedFor.forEach(orphans::remove);
  }

  /** How many are held in our name, as far as we know. */
  int known() {
    return runs.size() + orphans.size();
  }

  /**
   * What is held in our name on record. A claim whose answer was lost is not known here, and never
   * will be; one whose answer is only late soon is, so it takes two looks in a row.
   */
  void held(Set<String> onRecord) {
    var unknown = new LinkedHashSet<>(onRecord);
    unknown.removeAll(runs.keySet());
    unknown.removeAll(orphans);
    unknown.stream().filter(strays::contains).forEach(orphans::add);
    strays = unknown;
  }

  /** Whatever still arrives is dropped. */
  void end() {
    runs.values().forEach(run -> run.gone = true);
  }
}
