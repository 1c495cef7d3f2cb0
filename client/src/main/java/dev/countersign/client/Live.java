package dev.countersign.client;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What server-sent events tell, as one stream over as many connections as it takes. */
abstract class Live<T> extends AbstractSpliterator<T> {
  private static final String TOKEN_EXPIRED = "token-expired";

  // A connection that has lasted so long was a good one, even where there was nothing to tell.
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(10);

  private static final long RENEWED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Repeats repeats;
  private final Deque<T> pending = new ArrayDeque<>();
  private volatile @Nullable EventConnection connection;
  private volatile boolean over;
  private long connectedAt;

  Live(Repeats repeats) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.repeats = repeats;
  }

  abstract EventConnection open();

  abstract T read(String data) throws IOException;

  /** This is passed on now. */
  void delivered(T item) {}

  /** The server has ended a stream in order: whether there is nothing more to come. */
  abstract boolean ended();

  /** No stream is to be had for now: what can be read all the same. Empty where nothing can be. */
  Optional<Stream<T>> otherwise() {
    return Optional.empty();
  }

  Stream<T> stream() {
    return StreamSupport.stream(this, false).onClose(this::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    while (true) {
      var next = pending.poll();
      if (next != null) {
        delivered(next);
        action.accept(next);
        return true;
      }
      if (over) {
        return false;
      }
      listen();
    }
  }

  private void listen() {
    try {
      var event = connected().next();
      if (event.isPresent() && !event.get().name().equals(TOKEN_EXPIRED)) {
        repeats.succeeded();
        pending.add(read(event.get().data()));
        return;
      }
      disconnect();
      over = over || event.isEmpty() && ended();
      // A token that has expired is often renewed by now; where it is not, the next stream ends
      // too.
      var again = event.isEmpty() || System.nanoTime() - connectedAt < RENEWED_NANOS;
      if (!over && again && !repeats.pause(Optional.empty())) {
        throw new NotAnswered("the stream ends again and again", new IOException("end of stream"));
      }
    } catch (ProblemException refused) {
      disconnect();
      if (!over && !(refused.forNow() && lookInstead(refused))) {
        throw refused;
      }
    } catch (NotAnswered lost) {
      disconnect();
      if (!over && !repeats.pause(Optional.empty())) {
        throw lost;
      }
    } catch (IOException notJson) {
      disconnect();
      throw new NotAnswered("an event that cannot be read", notJson);
    }
  }

  private boolean lookInstead(ProblemException refused) {
    var read = otherwise();
    read.ifPresent(items -> items.forEach(pending::add));
    if (over || !pending.isEmpty()) {
      repeats.succeeded();
      return true;
    }
    if (read.isPresent()) {
      // Nothing is lost but the stream: this may go on for as long as it takes.
      repeats.succeeded();
    }
    return repeats.pause(refused.retryAfter());
  }

  private EventConnection connected() {
    var open = connection;
    if (open == null) {
      open = open();
      connectedAt = System.nanoTime();
      connection = open;
      if (over) {
        open.close();
      }
    }
    return open;
  }

  private void disconnect() {
    var open = connection;
    connection = null;
    if (open != null) {
      open.close();
      if (System.nanoTime() - connectedAt > SETTLED_NANOS) {
        repeats.succeeded();
      }
    }
  }

  /** Also from another thread than the one that listens. */
  private void close() {
    over = true;
    var open = connection;
    if (open != null) {
      open.close();
    }
  }

  void finish() {
    over = true;
  }
}
