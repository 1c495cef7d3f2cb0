package dev.countersign.simulator.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of lines that only grows, where a line is on disk before the one who wrote it goes on. */
final class LineFile implements AutoCloseable {
  private final FileChannel channel;
  private final boolean durable;

  /** Opens it, and cuts off a last line that a crash left half written. */
  LineFile(Path path, boolean durable) throws IOException {
    this.durable = durable;
    cutTorn(path);
    this.channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    this.channel.position(channel.size());
  }

  private static void cutTorn(Path path) throws IOException {
    if (!path.toFile().exists()) {
      return;
    }
    try (var file = new RandomAccessFile(path.toFile(), "rw")) {
      long end = file.length();
      while (end > 0) {
        file.seek(end - 1);
        if (file.read() == '\n') {
          break;
        }
        end--;
      }
      file.setLength(end);
    }
  }

  void append(byte[] line) throws IOException {
    long before = channel.position();
    var bytes = ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      if (durable) {
        channel.force(false);
      }
    } catch (IOException e) {
      // A full disk must not leave half a line before the next whole one.
      channel.truncate(before);
      throw e;
    }
  }

  long size() throws IOException {
    return channel.size();
  }

  void empty() throws IOException {
    if (size() == 0) {
      return;
    }
    channel.truncate(0);
    if (durable) {
      channel.force(false);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
