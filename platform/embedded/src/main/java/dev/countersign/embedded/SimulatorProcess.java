package dev.countersign.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
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

  /** Every effect on RDS so far, one JSON object per line, in the order that they happened. */
  public List<String> effects() {
    var request =
        HttpRequest.newBuilder(URI.create(url() + "/_admin/effects"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new ChildFailed("the simulator answered " + response.statusCode() + " for effects");
      }
      return response.body().lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException broken) {
      throw new ChildFailed("the simulator does not answer at " + url(), broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ChildFailed("interrupted while reading effects", interrupted);
    }
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
