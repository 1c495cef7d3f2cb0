package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server on loopback with a data folder of its own. It keeps its port. */
public final class PostgresProcess extends ChildProcess {
  private final PostgresFolder folder;
  private final int port;
  private final boolean durable;
  private final @Nullable Certificate certificate;

  private PostgresProcess(
      Path data, int port, boolean durable, @Nullable Certificate certificate, Path log) {
    super("postgres", log);
    this.folder = new PostgresFolder(data.toAbsolutePath().normalize());
    this.port = port == 0 ? Ports.free() : port;
    this.durable = durable;
    this.certificate = certificate;
  }

  /** Not started yet. Port 0 chooses a free one. Every commit is on disk before it is answered. */
  public static PostgresProcess at(Path data, int port, Path log) {
    return new PostgresProcess(data, port, true, null, log);
  }

  /** Started. Every commit is on disk before it is answered. */
  public static PostgresProcess start(Path data, int port) {
    var postgres = at(data, port, data.resolve("postgres.log"));
    postgres.start();
    return postgres;
  }

  /** Started, without fsync, for tests; see {@link #quickAt}. */
  public static PostgresProcess startQuick(Path data, int port) {
    var postgres = quickAt(data, port, data.resolve("postgres.log"));
    postgres.start();
    return postgres;
  }

  /** The same, reached over TLS by those who ask for it. */
  public static PostgresProcess startQuick(Path data, Certificate certificate) {
    var postgres = new PostgresProcess(data, 0, false, certificate, data.resolve("postgres.log"));
    postgres.start();
    return postgres;
  }

  /**
   * Not started yet, without fsync, for tests. What was committed survives {@link #kill9}, since
   * the page cache does; it would not survive a power cut.
   */
  public static PostgresProcess quickAt(Path data, int port, Path log) {
    return new PostgresProcess(data, port, false, null, log);
  }

  /**
   * Creates a service's database and its two roles, or sets their passwords where they are there.
   */
  public Database createDatabase(String service, String ownerPassword, String runtimePassword) {
    return server().createDatabase(service, ownerPassword, runtimePassword);
  }

  /** This server as its administrator sees it. */
  public PostgresServer server() {
    return new PostgresServer("127.0.0.1", port, "postgres", folder.password());
  }

  public int port() {
    return port;
  }

  @Override
  protected void prepare() throws IOException {
    folder.prepare(durable);
    if (certificate != null) {
      folder.put(certificate);
    }
    folder.stopLeftOver();
  }

  @Override
  protected ProcessBuilder command() throws IOException {
    var line = new ArrayList<String>();
    line.add(folder.program("postgres").toString());
    line.addAll(List.of("-D", folder.cluster().toString()));
    settings().forEach(setting -> line.addAll(List.of("-c", setting)));
    if (certificate != null) {
      var file = folder.certificateFile();
      line.addAll(List.of("-c", "ssl=on"));
      line.addAll(List.of("-c", "ssl_cert_file=" + file, "-c", "ssl_key_file=" + file));
    }
    var builder = new ProcessBuilder(folder.unprivileged().command(line));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().put("LC_ALL", "C");
    return builder;
  }

  private List<String> settings() {
    var onOrOff = durable ? "on" : "off";
    return List.of(
        "port=" + port,
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "fsync=" + onOrOff,
        "full_page_writes=" + onOrOff,
        "synchronous_commit=on",
        "shared_buffers=48MB",
        "max_connections=120",
        "wal_level=minimal",
        "max_wal_senders=0",
        "max_wal_size=256MB",
        "max_worker_processes=2",
        "max_parallel_workers=0",
        "io_method=sync",
        "jit=off",
        "timezone=UTC",
        "log_timezone=UTC",
        "log_line_prefix=%m [%p] %u@%d ");
  }

  @Override
  protected boolean ready() {
    try (var connection = server().connect("postgres")) {
      return connection.isValid(2);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /** A fast shutdown: sessions are ended, everything is written. SIGTERM would wait for them. */
  @Override
  protected String stopSignal() {
    return "INT";
  }

  @Override
  protected Duration stopLimit() {
    return Duration.ofSeconds(20);
  }
}
