package dev.countersign.console.page;

import dev.countersign.client.NotAnswered;
import dev.countersign.client.ProblemException;
import dev.countersign.console.settings.ConsoleSettings;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Tells a page that something has changed; what, it reads again. Events are {@code changed}, {@code
 * ended} where nothing more comes, and {@code lost} where the gateway's stream is gone.
 */
@ApplicationScoped
public class Streams {
  private final ConsoleSettings settings;
  private final AtomicInteger open = new AtomicInteger();

  @Inject
  Streams(ConsoleSettings settings) {
    this.settings = settings;
  }

  /**
   * One stream, for one page.
   *
   * @param changes blocks while it waits; closed when the browser is gone
   */
  public Multi<OutboundSseEvent> of(Sse sse, Supplier<? extends Stream<?>> changes) {
    return Multi.createFrom()
        .emitter(emitter -> {
          if (open.incrementAndGet() > settings.streams()) {
            open.decrementAndGet();
            emitter.emit(event(sse, "lost"));
            emitter.complete();
          } else {
            begin(sse, changes, emitter);
          }
        });
  }

  private void begin(
      Sse sse,
      Supplier<? extends Stream<?>> changes,
      MultiEmitter<? super OutboundSseEvent> emitter) {
    emitter.emit(sse.newEventBuilder().comment("open").build());
    var beat =
        Multi.createFrom()
            .ticks()
            .every(settings.heartbeat())
            .subscribe()
            .with(tick -> emitter.emit(sse.newEventBuilder().comment("alive").build()));
    var source = new AtomicReference<Stream<?>>();
    var reader =
        Thread.ofVirtual()
            .name("live-page")
            .start(() -> {
              emitter.emit(
                  event(sse, last(changes, source, () -> emitter.emit(event(sse, "changed")))));
              emitter.complete();
            });
    emitter.onTermination(() -> {
      open.decrementAndGet();
      beat.cancel();
      var items = source.get();
      if (items != null) {
        items.close();
      }
      reader.interrupt();
    });
  }

  /** Reads until there is nothing more; the name of the last event. */
  private static String last(
      Supplier<? extends Stream<?>> changes, AtomicReference<Stream<?>> source, Runnable changed) {
    try (var items = changes.get()) {
      source.set(items);
      items.forEach(item -> changed.run());
      return "ended";
    } catch (ProblemException | NotAnswered over) {
      return "lost";
    }
  }

  private static OutboundSseEvent event(Sse sse, String name) {
    return sse.newEventBuilder().name(name).data("-").build();
  }
}
