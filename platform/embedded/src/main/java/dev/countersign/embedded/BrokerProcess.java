package dev.countersign.embedded;

import java.nio.file.Path;
import java.util.List;

/** One Kafka node on loopback. It keeps its port, so clients find it again after a restart. */
public final class BrokerProcess extends JavaProcess {
  private final Path data;
  private final int port;

  private BrokerProcess(Path data, int port, Path log) {
    super(
        "broker",
        log,
        built("platform/broker", "target/app/broker.jar"),
        List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--sun-misc-unsafe-memory-access=allow"));
    this.data = data;
    this.port = port;
  }

  /** Not started yet. Port 0 chooses a free one. */
  public static BrokerProcess at(Path data, int port, Path log) {
    return new BrokerProcess(data.toAbsolutePath(), port == 0 ? Ports.free() : port, log);
  }

  /** Started, with all topics in place. */
  public static BrokerProcess start(Path data, int port) {
    var broker = at(data, port, data.resolve("broker.log"));
    broker.start();
    broker.createTopics();
    return broker;
  }

  /** Creates those of our topics that are missing. */
  public void createTopics() {
    EventTopics.create(bootstrapServers());
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  @Override
  protected List<String> arguments() {
    return List.of("--port", Integer.toString(port), "--data", data.toString());
  }
}
