package dev.countersign.relay.publishing;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where events are published. */
public interface Bus {
  /** A sender that has sent nothing yet. May throw where there cannot be one now. */
  Sender open();

  /** Keeps the order of what it sends until the first of it fails. */
  interface Sender {
    /**
     * Sends it after all those before.
     *
     * @param answer called once from any thread: with null when the broker has it for good, with a
     *     fault when it may or may not have it
     */
    void send(Unsent event, Consumer<@Nullable Exception> answer);

    /**
     * Sends nothing more, from this moment on; what is with the broker may still arrive there. May
     * be called from within an answer, and again.
     */
    void close();
  }
}
