package dev.countersign.relay.publishing;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.chassis.loop.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Notes down what the broker has, behind the back of the publishing, which never waits for it: one
 * statement at a time, each with all that has come in meanwhile.
 */
final class Sent {
  // Nobody waits for the note, and it would write the whole row anew. By then the ledger has
  // acknowledged most events, and their rows are gone. After a crash, what was published within
  // this time is published again.
  private static final Duration LATER = Duration.ofMillis(500);
  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(1);

  private final Loop loop;
  private final Records records;
  private final Observer observer;
  private final Signs signs;
  private final Runnable onProgress;
  private final List<Long> confirmed = new ArrayList<>();
  private final Set<Long> unmarked = new HashSet<>();
  private boolean due;
  private boolean marking;

  Sent(Relaying relaying, Runnable onProgress) {
    this.loop = relaying.loop();
    this.records = relaying.records();
    this.observer = relaying.observer();
    this.signs = relaying.signs();
    this.onProgress = onProgress;
  }

  /** The broker has this one. */
  void confirmed(long number) {
    if (unmarked.add(number)) {
      confirmed.add(number);
    }
    in(LATER);
  }

  /** What the broker has and the database does not say so yet. */
  Set<Long> unmarked() {
    return unmarked;
  }

  private void in(Duration pause) {
    if (!due) {
      due = true;
      loop.after(pause, this::mark);
    }
  }

  /** Starts marking, unless it is going on. */
  void mark() {
    due = false;
    if (confirmed.isEmpty() || marking) {
      return;
    }
    marking = true;
    var numbers = List.copyOf(confirmed);
    confirmed.clear();
    Question.of(loop, () -> records.markSent(numbers))
        .then(_ -> marked(numbers), _ -> again(numbers));
  }

  private void marked(List<Long> numbers) {
    marking = false;
    numbers.forEach(unmarked::remove);
    observer.published(numbers.size());
    mark();
    onProgress.run();
  }

  private void again(List<Long> numbers) {
    marking = false;
    // It was tried: the database is at fault.
    signs.progress();
    confirmed.addAll(numbers);
    in(AFTER_A_FAULT);
  }
}
