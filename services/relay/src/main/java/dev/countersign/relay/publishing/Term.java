package dev.countersign.relay.publishing;

import dev.countersign.chassis.loop.Question;
import dev.countersign.relay.publishing.Observer.Part;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The time in which this instance leads. What it has committed itself is handed over whole, and
 * goes to the publisher as it is when everything that it has to follow has gone there before.
 * Otherwise a look finds what is unsent and gives it to the publisher; it waits neither for the
 * broker's answers nor for their being noted down, and leaves out what is underway.
 */
final class Term {
  private static final Duration FINISHING = Duration.ofSeconds(4);
  private static final Duration A_MOMENT = Duration.ofMillis(50);

  private final Relaying relaying;
  private final Records.Candidacy seat;
  private final Outlet outlet;
  private final Sent sent;
  private final HandOver handOver;
  private final Consumer<Throwable> onLost;
  private boolean looking;
  private boolean lookAgain;
  private boolean resting;
  private boolean crowded;
  private boolean over;
  private volatile boolean behind;

  Term(
      Relaying relaying,
      Records.Candidacy seat,
      Outlet outlet,
      Sent sent,
      HandOver handOver,
      Consumer<Throwable> onLost) {
    this.relaying = relaying;
    this.seat = seat;
    this.outlet = outlet;
    this.sent = sent;
    this.handOver = handOver;
    this.onLost = onLost;
  }

  void begin() {
    handOver.clear();
    tick();
  }

  /** Whether what is committed now would have to be looked for. */
  boolean behind() {
    return behind;
  }

  /** However much is handed over: what this never hears of is found by then. */
  private void tick() {
    if (!over) {
      relaying.signs().turn();
      look();
      relaying.loop().after(relaying.limits().lookEvery(), this::tick);
    }
  }

  void handedOver(List<Stored> stored) {
    if (resting) {
      lookAgain = true;
    } else {
      handOver.add(stored);
      if (!looking) {
        takeOver();
      }
    }
  }

  private void takeOver() {
    if (!handOver.send(outlet.current(), sent.unmarked())) {
      look();
    }
  }

  /** Some of what was underway is no more. */
  void lessUnderway() {
    // Only a look that found no room has left something lying.
    if (crowded) {
      look();
    }
  }

  /** There may be something that only a look finds. */
  void look() {
    if (over || looking || resting) {
      lookAgain = true;
      return;
    }
    lookAgain = false;
    var publisher = outlet.current();
    var failure = publisher.failure();
    // Before anything else: a publisher that has failed confirms nothing any more, so what is
    // underway with it would be underway for ever.
    if (failure != null) {
      giveUp(failure);
      return;
    }
    crowded = outlet.underway() >= relaying.limits().underway();
    if (crowded) {
      behind = true;
      // Woken by the next note, by a failure, or by the next tick.
      sent.mark();
      return;
    }
    looking = true;
    var underway = new HashSet<>(publisher.underway());
    underway.addAll(sent.unmarked());
    Question.of(
            relaying.loop(), () -> seat.unsent(List.copyOf(underway), relaying.limits().round()))
        .then(unsent -> found(unsent, underway.isEmpty()), this::lost);
  }

  private void found(List<Unsent> unsent, boolean nothingUnderway) {
    looking = false;
    if (over) {
      return;
    }
    var publisher = outlet.current();
    for (var event : unsent) {
      handOver.found(event.number());
      publisher.send(event);
    }
    behind = unsent.size() == relaying.limits().round();
    relaying.observer().works(Part.RELAY);
    if (unsent.isEmpty() && nothingUnderway) {
      // Another instance may have done what we could not.
      relaying.observer().works(Part.PUBLISHING);
      relaying.signs().progress();
    }
    sent.mark();
    if (behind || lookAgain || publisher.failure() != null) {
      look();
    } else {
      takeOver();
      relaying.observer().looked();
    }
  }

  private void giveUp(Exception failure) {
    behind = true;
    resting = true;
    handOver.clear();
    relaying
        .loop()
        .after(
            outlet.giveUp(failure),
            () -> {
              resting = false;
              look();
            });
  }

  private void lost(Throwable fault) {
    looking = false;
    if (!over) {
      onLost.accept(fault);
    }
  }

  /** Leads no more. */
  void end() {
    over = true;
    seat.close();
  }

  /** While the right is still ours, so that a successor does not send the same again. */
  void finish(Runnable finished) {
    look();
    finish(relaying.loop().nanos() + FINISHING.toNanos(), finished);
  }

  private void finish(long deadline, Runnable finished) {
    relaying
        .loop()
        .after(
            A_MOMENT,
            () -> {
              if (over
                  || !looking && outlet.underway() == 0
                  || relaying.loop().nanos() - deadline > 0) {
                finished.run();
              } else {
                sent.mark();
                finish(deadline, finished);
              }
            });
  }
}
