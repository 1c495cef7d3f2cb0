package dev.countersign.relay.publishing;

import dev.countersign.chassis.loop.Loop;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One sender, used until its first failure and then thrown away.
 *
 * <p>An idempotent producer keeps the order of a partition as long as it retries. When it gives a
 * record up, it renumbers what is behind it and sends that, and the order is gone. So the first
 * failure closes it on the spot, on its own I/O thread, before it can; its successor begins again
 * with the first unsent record. What arrives twice that way is in order both times, and so is what
 * a second relay sends that believes to lead for a moment: a reader meets every record for the
 * first time in order.
 */
public class Publisher {
  private final Loop loop;
  private final Bus.Sender sender;
  private final LongConsumer onSent;
  private final Runnable onFailure;
  private final Set<Long> underway = new HashSet<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param onSent takes the number of what the broker has, on the loop
   * @param onFailure runs on the loop once nothing more can be sent
   */
  public Publisher(Loop loop, Bus.Sender sender, LongConsumer onSent, Runnable onFailure) {
    this.loop = loop;
    this.sender = sender;
    this.onSent = onSent;
    this.onFailure = onFailure;
  }

  /** Sends it after all those before. Does nothing once a send has failed. */
  public void send(Unsent event) {
    if (failure.get() == null) {
      underway.add(event.number());
      sender.send(event, fault -> answered(event.number(), fault));
    }
  }

  /** On the sender's thread. */
  protected void answered(long number, @Nullable Exception fault) {
    if (fault == null) {
      // Even after a failure: that the broker has it stays true.
      loop.execute(() -> {
        underway.remove(number);
        onSent.accept(number);
      });
    } else if (failure.compareAndSet(null, fault)) {
      sender.close();
      loop.execute(onFailure);
    }
  }

  /** Why nothing more can be sent with this one; null while it works. */
  public @Nullable Exception failure() {
    return failure.get();
  }

  /** What was given to the sender and not confirmed by the broker. */
  public Set<Long> underway() {
    return underway;
  }

  /** Gives up what is underway. */
  void close() {
    sender.close();
  }
}
