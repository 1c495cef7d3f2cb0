package dev.countersign.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection that brings server-sent events. A thread reads it, so that silence is noticed. */
final class EventConnection implements AutoCloseable {
  // The gateway sends a comment every 15 s. Whoever is silent for longer than this is gone.
  private static final Duration SILENCE = Duration.ofSeconds(45);
  private static final int AHEAD = 50;

  /** No event is nearly as long: what goes on and on would fill the memory. */
  private static final int LONGEST = 1 << 20;

  private static final int LONGEST_REFUSAL = 64 << 10;

  private sealed interface Heard {}

  private record Line(String text) implements Heard {}

  private record End(@Nullable IOException cause) implements Heard {}

  private final InputStream in;
  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(AHEAD);
  private final Thread reader;

  private EventConnection(InputStream in) {
    this.in = in;
    this.reader = Thread.ofVirtual().name("server-sent-events").start(this::read);
  }

  static EventConnection open(RawApi raw, String path, String... headers) {
    var answer = raw.open(path, headers);
    if (answer.statusCode() != 200) {
      throw new ProblemException(whole(answer));
    }
    return new EventConnection(answer.body());
  }

  private static Answer whole(HttpResponse<InputStream> answer) {
    try (var body = answer.body()) {
      return new Answer(answer.statusCode(), answer.headers(), body.readNBytes(LONGEST_REFUSAL));
    } catch (IOException e) {
      throw new NotAnswered("HTTP " + answer.statusCode(), e);
    }
  }

  /** The next event; empty where the server has ended the stream in order. */
  Optional<ServerEvent> next() {
    var id = "";
    var name = "";
    var data = new StringBuilder();
    while (true) {
      switch (take()) {
        case End(var cause) when cause != null -> throw new NotAnswered("the stream broke", cause);
        case End _ -> {
          return Optional.empty();
        }
        case Line(var text) when text.isEmpty() -> {
          if (!data.isEmpty()) {
            return Optional.of(new ServerEvent(id, name, data.toString()));
          }
        }
        case Line(var text) when text.startsWith("id:") -> id = value(text);
        case Line(var text) when text.startsWith("event:") -> name = value(text);
        case Line(var text) when text.startsWith("data:") -> {
          data.append(data.isEmpty() ? "" : "\n").append(value(text));
          if (data.length() > LONGEST) {
            throw new NotAnswered(
                "the stream broke",
                new IOException("an event of more than " + LONGEST + " characters"));
          }
        }
        case Line _ -> {
          // A comment, which says that the server is there.
        }
      }
    }
  }

  private static String value(String line) {
    var value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }

  private Heard take() {
    try {
      var next = heard.poll(SILENCE.toSeconds(), TimeUnit.SECONDS);
      return next == null ? new End(new IOException("silent for " + SILENCE)) : next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotAnswered("interrupted", e);
    }
  }

  private void read() {
    try (var lines = new BoundedLines(in, LONGEST)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        heard.put(new Line(line));
      }
      heard.put(new End(null));
    } catch (IOException broken) {
      ended(broken);
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void ended(IOException cause) {
    try {
      heard.put(new End(cause));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    // Where somebody waits for the next event, there is none.
    reader.interrupt();
    heard.clear();
    heard.offer(new End(null));
    try {
      in.close();
    } catch (IOException alreadyGone) {
      // That is what was wanted.
    }
  }
}
