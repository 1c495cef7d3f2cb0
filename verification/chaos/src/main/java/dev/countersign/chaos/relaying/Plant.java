package dev.countersign.chaos.relaying;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.relay.publishing.Bus.Sender;
import dev.countersign.relay.publishing.HandOver;
import dev.countersign.relay.publishing.Parts;
import dev.countersign.relay.publishing.Publisher;
import dev.countersign.relay.publishing.Stored;
import dev.countersign.relay.publishing.Unsent;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Mistakes that a relay could make. The invariants have to notice each of them. */
public enum Plant {
  /** None: the relay as it is. */
  NOTHING,

  /** With so much underway that nothing more may be sent, nobody looks whether sending failed. */
  FAILURE_UNSEEN_IN_A_CROWD {
    @Override
    Parts parts(int mostUnderway) {
      return publishers((loop, sender, onSent, onFailure) ->
          new Publisher(loop, sender, onSent, onFailure) {
            @Override
            public @Nullable Exception failure() {
              return underway().size() >= mostUnderway ? null : super.failure();
            }
          });
    }
  },

  /** What was given to the producer counts as being with the broker. */
  MARKED_BEFORE_IT_IS_CONFIRMED {
    @Override
    Parts parts(int mostUnderway) {
      return publishers((loop, sender, onSent, onFailure) ->
          new Publisher(loop, sender, onSent, onFailure) {
            @Override
            public void send(Unsent event) {
              super.send(event);
              answered(event.number(), null);
            }
          });
    }
  },

  /** A producer that has given a record up sends those behind it. */
  GOES_ON_AFTER_A_FAILURE {
    @Override
    Parts parts(int mostUnderway) {
      return publishers((loop, sender, onSent, onFailure) ->
          new Publisher(loop, new Unstoppable(sender), onSent, onFailure));
    }
  },

  /** What this process has committed is handed over to nobody. */
  HAND_OVER_FORGOTTEN {
    @Override
    Parts parts(int mostUnderway) {
      return handOvers((remembered, most) ->
          new HandOver(remembered, most) {
            @Override
            public void add(List<Stored> committed) {}
          });
    }
  },

  /** What is handed over is sent, whether or not what it has to follow was. */
  HAND_OVER_OUT_OF_ORDER {
    @Override
    Parts parts(int mostUnderway) {
      return handOvers((remembered, most) ->
          new HandOver(remembered, most) {
            @Override
            public void add(List<Stored> committed) {
              super.add(committed.stream().map(one -> new Stored(one.event(), List.of())).toList());
            }
          });
    }
  },

  /** What one broker has counts as being there for good, and that broker dies. */
  ACKS_ONE {
    @Override
    boolean waitsForAll() {
      return false;
    }
  },

  /** An answer that was lost is waited for until it comes. */
  WAITS_FOR_EVER {
    @Override
    Loop loop(Loop loop) {
      return new Patient(loop);
    }
  };

  Parts parts(int mostUnderway) {
    return Parts.REAL;
  }

  Loop loop(Loop loop) {
    return loop;
  }

  boolean waitsForAll() {
    return true;
  }

  private interface Publishers {
    Publisher make(Loop loop, Sender sender, LongConsumer onSent, Runnable onFailure);
  }

  private interface HandOvers {
    HandOver make(int remembered, int mostUnderway);
  }

  private static Parts publishers(Publishers publishers) {
    return new Parts() {
      @Override
      public Publisher publisher(
          Loop loop, Sender sender, LongConsumer onSent, Runnable onFailure) {
        return publishers.make(loop, sender, onSent, onFailure);
      }
    };
  }

  private static Parts handOvers(HandOvers handOvers) {
    return new Parts() {
      @Override
      public HandOver handOver(int remembered, int mostUnderway) {
        return handOvers.make(remembered, mostUnderway);
      }
    };
  }

  private record Unstoppable(Sender sender) implements Sender {
    @Override
    public void send(Unsent event, Consumer<@Nullable Exception> answer) {
      sender.send(event, answer);
    }

    @Override
    public void close() {}
  }

  /** Forgets how long an answer may take. */
  private record Patient(Loop loop) implements Loop {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public void execute(Runnable task) {
      loop.execute(task);
    }

    @Override
    public void after(Duration pause, Runnable task) {
      if (!pause.equals(PATIENCE)) {
        loop.after(pause, task);
      }
    }

    @Override
    public long nanos() {
      return loop.nanos();
    }
  }
}
