package dev.countersign.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The RDS and STS simulator on loopback. It keeps its port and its state across restarts. */
public final class SimulatorProcess extends JavaProcess {
  private final Path data;
  private final int port;
  private final double speed;
  private final List<String> options;

  private SimulatorProcess(Path data, int port, double speed, Path log, String... options) {
    super("simulator", log, built("platform/simulator", "target/app/simulator.jar"));
    this.data = data;
    this.port = port;
    this.speed = speed;
    this.options = List.of(options);
  }

  /**
   * Not started yet. Port 0 chooses a free one; a speed of 10 makes RDS ten times as fast. More
   * options are those of its command line.
   */
  public static SimulatorProcess at(
      Path data, int port, double speed, Path log, String... options) {
    return new SimulatorProcess(
        data.toAbsolutePath(), port == 0 ? Ports.free() : port, speed, log, options);
  }

  public static SimulatorProcess start(Path data, int port, double speed, String... options) {
    var simulator = at(data, port, speed, data.resolve("simulator.log"), options);
    simulator.start();
    return simulator;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Its admin API. */
  public Simulator admin() {
    return new Simulator(url());
  }

  public String health() {
    return url() + "/_admin/health";
  }

  @Override
  protected boolean ready() {
    return HealthCheck.passes(health());
  }

  @Override
  protected List<String> jvm() {
    return List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
  }

  @Override
  protected List<String> arguments() {
    return Stream.concat(
            Stream.of(
                "--port",
                Integer.toString(port),
                "--data",
                data.toString(),
                "--speed",
                Double.toString(speed)),
            options.stream())
        .toList();
  }
}
