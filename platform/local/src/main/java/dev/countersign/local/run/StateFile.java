package dev.countersign.local.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.local.home.DataFolder;
import dev.countersign.local.home.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The state as a file, and the lock that only one supervisor can hold. */
public record StateFile(DataFolder data) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Optional<RunState> read() throws IOException {
    var file = data.run().resolve("state.json");
    return Files.exists(file)
        ? Optional.of(JSON.readValue(Files.readString(file), RunState.class))
        : Optional.empty();
  }

  public void write(RunState state) throws IOException {
    PrivateFiles.write(
        data.run().resolve("state.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(state));
  }

  public void delete() throws IOException {
    Files.deleteIfExists(data.run().resolve("state.json"));
  }

  /** Held until the process ends, however it ends. Null where another supervisor holds it. */
  @SuppressWarnings("resource")
  public @Nullable FileLock lock() throws IOException {
    var channel =
        FileChannel.open(
            data.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException heldByThisProcess) {
      // the same answer as held by another
    }
    if (lock == null) {
      channel.close();
    }
    return lock;
  }

  /** Whether a supervisor works in this data folder now. */
  public boolean supervised() throws IOException {
    if (!data.exists()) {
      return false;
    }
    var lock = lock();
    if (lock == null) {
      return true;
    }
    lock.acquiredBy().close();
    return false;
  }
}
