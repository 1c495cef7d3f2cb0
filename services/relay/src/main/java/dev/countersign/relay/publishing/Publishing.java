package dev.countersign.relay.publishing;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.chassis.loop.Question;
import dev.countersign.relay.publishing.Observer.Part;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Of all instances of a service, one publishes the outbox: whichever holds the right to. The others
 * ask for it, again and again. After any fault it begins again as one of those who ask.
 */
public final class Publishing {
  // Longer than a record may be underway, and than any answer is waited for.
  private static final Duration STALLED = Duration.ofSeconds(90);
  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private final Relaying relaying;
  private final Sent sent;
  private final Outlet outlet;
  private final HandOver handOver;
  private final Waits waits = new Waits();
  private Records.@Nullable Candidacy candidacy;
  private volatile @Nullable Term term;
  // What belongs to an attempt that was given up is not gone on with.
  private int attempt;
  private boolean telling;
  private volatile boolean stopping;

  public Publishing(
      Loop loop, Records records, Bus bus, Observer observer, Limits limits, Parts parts) {
    var guarded = new GuardedLoop(loop, this::lost);
    this.relaying = new Relaying(guarded, records, observer, limits, new Signs(guarded));
    this.sent = new Sent(relaying, this::lessUnderway);
    this.outlet = new Outlet(relaying, bus, parts, sent, this::look);
    this.handOver = parts.handOver(2 * limits.round(), limits.underway());
  }

  /** Begins, and goes on until {@link #stop}. */
  public void start() {
    relaying.loop().execute(this::stand);
  }

  /** Whether this instance is the one that publishes. */
  public boolean leads() {
    return term != null;
  }

  /** Whether what is stored now would be taken over as it is, instead of being looked for. */
  public boolean takesOver() {
    var current = term;
    return current != null && !current.behind();
  }

  /**
   * Something was committed. Any thread may call.
   *
   * @param stored what it was, in its order; none of it where it has to be looked for
   */
  public void committed(List<Stored> stored) {
    relaying
        .loop()
        .execute(() -> {
          var current = term;
          if (current == null) {
            tellTheLeader();
          } else if (stored.isEmpty()) {
            current.look();
          } else {
            current.handedOver(stored);
          }
        });
  }

  /** There may be something that only a look finds. Any thread may call. */
  public void wake() {
    relaying.loop().execute(this::look);
  }

  /**
   * Whether this relay can only be helped by being started anew: its loop does not turn, or it
   * leads, events wait, the broker answers, and for too long nothing has gone out and nothing has
   * been refused.
   *
   * @param oldest how long an event has waited to be published; zero where none does
   * @param brokerAnswers whether the broker answers questions of others
   */
  public boolean stalled(Duration oldest, boolean brokerAnswers) {
    var signs = relaying.signs();
    return signs.sinceTurn().compareTo(STALLED) > 0
        || leads()
            && brokerAnswers
            && oldest.compareTo(STALLED) > 0
            && signs.sinceProgress().compareTo(STALLED) > 0;
  }

  /** How many the broker has and the database does not say so yet. Only for tests, on the loop. */
  public int unmarked() {
    return sent.unmarked().size();
  }

  /** Finishes what is underway, within seconds, and gives the right to publish back. */
  public CompletionStage<Void> stop() {
    var stopped = new CompletableFuture<Void>();
    relaying
        .loop()
        .execute(() -> {
          stopping = true;
          var current = term;
          if (current == null) {
            end(stopped);
          } else {
            current.finish(() -> end(stopped));
          }
        });
    return stopped;
  }

  private void end(CompletableFuture<Void> stopped) {
    outlet.close();
    stepBack();
    stopped.complete(null);
  }

  private void stand() {
    if (stopping) {
      return;
    }
    relaying.signs().turn();
    var mine = attempt;
    Question.of(relaying.loop(), () -> relaying.records().candidacy(this::wake))
        .late(Records.Candidacy::close)
        .then(
            opened -> {
              if (stopping || mine != attempt) {
                opened.close();
              } else {
                candidacy = opened;
                ask(opened, mine);
              }
            },
            fault -> lost(fault, mine));
  }

  private void ask(Records.Candidacy asking, int mine) {
    if (stopping || mine != attempt) {
      return;
    }
    relaying.signs().turn();
    Question.of(relaying.loop(), asking::tryToLead)
        .then(given -> answered(asking, given, mine), fault -> lost(fault, mine));
  }

  private void answered(Records.Candidacy asking, boolean given, int mine) {
    if (stopping || mine != attempt) {
      return;
    }
    relaying.observer().works(Part.RELAY);
    relaying.signs().progress();
    waits.reset();
    if (given) {
      lead(asking);
    } else {
      relaying.observer().works(Part.PUBLISHING); // It is another instance's now.
      relaying.loop().after(ASK_AGAIN, () -> ask(asking, mine));
    }
  }

  private void lead(Records.Candidacy given) {
    var begun = new Term(relaying, given, outlet, sent, handOver, this::lost);
    term = begun;
    relaying.observer().leads(true);
    begun.begin();
  }

  private void look() {
    var current = term;
    if (current != null) {
      current.look();
    }
  }

  private void lessUnderway() {
    var current = term;
    if (current != null) {
      current.lessUnderway();
    }
  }

  /** Whatever went wrong: from the beginning. */
  private void lost(Throwable fault) {
    relaying.signs().progress();
    stepBack();
    attempt++;
    if (!stopping) {
      relaying.observer().waits(Part.RELAY, fault);
      var mine = attempt;
      relaying
          .loop()
          .after(
              waits.next(),
              () -> {
                if (mine == attempt) {
                  stand();
                }
              });
    }
  }

  private void lost(Throwable fault, int mine) {
    if (mine == attempt) {
      lost(fault);
    }
  }

  private void stepBack() {
    var current = term;
    if (current != null) {
      term = null;
      current.end();
      relaying.observer().leads(false);
    } else if (candidacy != null) {
      candidacy.close();
    }
    candidacy = null;
  }

  private void tellTheLeader() {
    if (!telling) {
      telling = true;
      Question.of(relaying.loop(), relaying.records()::tellTheLeader)
          .then(_ -> telling = false, _ -> telling = false);
    }
  }
}
