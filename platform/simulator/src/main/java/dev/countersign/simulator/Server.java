package dev.countersign.simulator;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.simulator.admin.Admin;
import dev.countersign.simulator.fault.RateLimit;
import dev.countersign.simulator.fault.Rules;
import dev.countersign.simulator.fault.SkewedClock;
import dev.countersign.simulator.fleet.Fleet;
import dev.countersign.simulator.front.Calls;
import dev.countersign.simulator.front.Door;
import dev.countersign.simulator.identity.Keyring;
import dev.countersign.simulator.identity.Roles;
import dev.countersign.simulator.identity.Sts;
import dev.countersign.simulator.rds.Pace;
import dev.countersign.simulator.rds.Quotas;
import dev.countersign.simulator.store.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A running simulator. */
public final class Server implements AutoCloseable {
  /**
   * How it runs.
   *
   * @param data folder of the state, or null for one that goes with the process
   */
  public record Settings(
      String host,
      int port,
      @Nullable Path data,
      boolean empty,
      Pace pace,
      Quotas quotas,
      long delayMs,
      double callsPerSecond) {}

  private final HttpServer http;
  private final ExecutorService threads;
  private final World world;
  private final @Nullable Path temporary;

  private Server(HttpServer http, ExecutorService threads, World world, @Nullable Path temporary) {
    this.http = http;
    this.threads = threads;
    this.world = world;
    this.temporary = temporary;
  }

  public static Server start(Settings settings) throws IOException {
    // Without it, an answer on a kept connection waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // A client has to be the first to drop an idle connection, or its next call may be cut off and
    // look ambiguous.
    System.setProperty("sun.net.httpserver.idleInterval", "600");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
    Path folder =
        settings.data == null ? Files.createTempDirectory("countersign-simulator") : settings.data;
    var clock = new SkewedClock(Clock.systemUTC(), folder.resolve("clock-offset"));
    var world =
        new World(
            folder,
            settings.data != null,
            settings.pace,
            settings.quotas,
            clock,
            () -> settings.empty ? List.of() : Fleet.seeded(clock.instant()));
    var keyring = new Keyring(key(folder));
    var roles = new Roles(folder.resolve("roles.json"), Fleet.roles());
    var sts = new Sts(keyring, roles);
    var rules = new Rules();
    var limit = new RateLimit();
    limit.set(settings.callsPerSecond, Math.max(1, settings.callsPerSecond));
    var calls = new Calls();
    var http = HttpServer.create(new InetSocketAddress(settings.host, settings.port), 1024);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    http.setExecutor(threads);
    http.createContext(
        "/",
        new Door(
            new Door.Inside(
                world, keyring, sts, roles, rules, limit, calls, clock, settings.delayMs)));
    http.createContext(
        "/_admin", new Admin(new Admin.Inside(world, roles, rules, limit, calls, clock)));
    http.start();
    return new Server(http, threads, world, settings.data == null ? folder : null);
  }

  /** The key that seals session tokens. It is kept, so that sessions outlive a restart. */
  private static byte[] key(Path folder) throws IOException {
    Path file = folder.resolve("session-key");
    if (Files.exists(file)) {
      return Files.readAllBytes(file);
    }
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    Path next = folder.resolve("session-key.next");
    Files.write(next, key);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    return key;
  }

  public String url() {
    InetSocketAddress address = http.getAddress();
    String host =
        address.getAddress().isAnyLocalAddress()
            ? "127.0.0.1"
            : address.getAddress().getHostAddress();
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  public Path effects() {
    return world.effectsFile();
  }

  @Override
  public void close() {
    http.stop(0);
    // Calls that wait on order are not waited for.
    threads.shutdownNow();
    try {
      world.close();
      if (temporary != null) {
        try (var files = Files.walk(temporary)) {
          for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(file);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
