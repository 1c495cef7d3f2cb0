package dev.countersign.simulator.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.simulator.rds.Event;
import dev.countersign.simulator.rds.Outcome;
import dev.countersign.simulator.rds.Resource;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state on disk: {@code state.json} is all of it at some moment, {@code journal.jsonl} what
 * changed since, {@code effects.jsonl} the ledger of effects. The journal's line is the commit: it
 * is on disk first, and an effect that a crash kept out of the ledger is put there from the journal
 * at the next start. Not safe for several threads: the world has the lock.
 */
final class Journal implements AutoCloseable {
  private static final long LARGEST = 16L << 20;

  /** All of the state, up to and with the entry of this number. */
  record State(long seq, List<Resource> resources, List<Event> events) {}

  private final Path folder;
  private final boolean durable;
  private final FileChannel lock;
  private final LineFile journal;
  private final LineFile effects;
  private long seq;
  private long effectLines;
  private boolean broken;

  Journal(Path folder, boolean durable) throws IOException {
    this.folder = folder;
    this.durable = durable;
    Files.createDirectories(folder);
    this.lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock.tryLock() == null) {
      throw new IOException("another simulator works on " + folder);
    }
    this.journal = new LineFile(folder.resolve("journal.jsonl"), durable);
    this.effects = new LineFile(effectsFile(), durable);
  }

  Path effectsFile() {
    return folder.resolve("effects.jsonl");
  }

  /** How many lines of the ledger are whole: behind them one may be on its way. */
  long effectLines() {
    return effectLines;
  }

  /** Reads everything back. False when there is nothing: the folder is new. */
  boolean load(Consumer<State> state, Consumer<JournalLine> entry) throws IOException {
    Path whole = folder.resolve("state.json");
    boolean known = Files.exists(whole);
    if (known) {
      State read = Stored.MAPPER.readValue(whole.toFile(), State.class);
      seq = read.seq();
      state.accept(read);
    }
    long lastEffect = lastEffect();
    try (var lines = Files.lines(folder.resolve("journal.jsonl"))) {
      for (String line : (Iterable<String>) lines::iterator) {
        JournalLine read = Stored.MAPPER.readValue(line, JournalLine.class);
        if (read.seq() > seq) {
          seq = read.seq();
          entry.accept(read);
        }
        if (read.effect() != null && read.seq() > lastEffect) {
          effects.append(Stored.MAPPER.writeValueAsBytes(read.effect()));
          effectLines++;
        }
      }
    }
    return known;
  }

  private long lastEffect() throws IOException {
    long last = 0;
    try (var lines = Files.lines(effectsFile())) {
      for (String line : (Iterable<String>) lines::iterator) {
        JsonNode effect = Stored.MAPPER.readTree(line);
        effectLines++;
        last = Math.max(last, effect.path("seq").asLong());
      }
    }
    return last;
  }

  /**
   * Commits one change: when this returns, it is on disk, and its effect in the ledger. After a
   * failure nothing more is taken until a restart has brought journal and ledger together again.
   */
  void commit(@Nullable Map<String, Object> effect, Outcome outcome) throws IOException {
    if (broken) {
      throw new IOException("writing failed before; restart the simulator");
    }
    broken = true;
    long next = seq + 1;
    if (effect != null) {
      effect.put("seq", next);
    }
    var entry =
        new JournalLine(next, effect, outcome.stored(), outcome.removed(), outcome.events());
    journal.append(Stored.MAPPER.writeValueAsBytes(entry));
    seq = next;
    if (effect != null) {
      effects.append(Stored.MAPPER.writeValueAsBytes(effect));
      effectLines++;
    }
    broken = false;
  }

  boolean large() throws IOException {
    return journal.size() > LARGEST;
  }

  /**
   * Writes all of the state as one file, in one rename, and begins the journal anew. The first time
   * it also puts the names of all files on disk, so it comes before the first commit.
   */
  void compact(List<Resource> resources, List<Event> events) throws IOException {
    Path next = folder.resolve("state.json.next");
    try (var channel =
            FileChannel.open(
                next,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        var out = Channels.newOutputStream(channel)) {
      out.write(Stored.MAPPER.writeValueAsBytes(new State(seq, resources, events)));
      if (durable) {
        channel.force(true);
      }
    }
    Files.move(
        next,
        folder.resolve("state.json"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    // The rename has to be on disk before the journal goes.
    sync();
    journal.empty();
  }

  private void sync() throws IOException {
    if (durable) {
      try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    journal.close();
    effects.close();
    lock.close();
  }
}
