package dev.countersign.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;

/** Free loopback ports that stay usable across restarts. */
public final class Ports {
  /**
   * Below the range that Linux takes outgoing ports from (32768 and up). A port from that range can
   * be handed to a client while its server is down, and to the very client that tries to reconnect.
   */
  private static final int FIRST = 14_000;

  private static final int LAST = 32_000;

  /**
   * Byte n of this file is locked by the process that was given port n, until it ends: a server
   * that is about to start, or to start again, does not listen yet.
   */
  private static final Optional<FileChannel> GIVEN = given();

  private static final Queue<FileLock> OURS = new ConcurrentLinkedQueue<>();

  private Ports() {}

  /** A port that nothing listens on now, and that was given to nobody else who still runs. */
  public static int free() {
    for (int attempt = 0; attempt < 200; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (isFree(port) && take(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port between " + FIRST + " and " + LAST);
  }

  private static boolean take(int port) {
    if (GIVEN.isEmpty()) {
      return true;
    }
    try {
      var lock = GIVEN.get().tryLock(port, 1, false);
      return lock != null && OURS.add(lock);
    } catch (OverlappingFileLockException ours) {
      return false;
    } catch (IOException noLocksHere) {
      return true;
    }
  }

  private static Optional<FileChannel> given() {
    var file = Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "countersign-ports");
    try {
      return Optional.of(
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    } catch (IOException somebodyElses) {
      // Another user's: then chance has to do, among 18,000 ports.
      return Optional.empty();
    }
  }

  /** Whether a server could listen on this port of the loopback address. */
  public static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
