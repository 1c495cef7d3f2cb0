package dev.countersign.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One Kafka node on loopback. It keeps its port, so clients find it again after a restart. */
public final class BrokerProcess extends JavaProcess {
  private final Path data;
  private final int port;
  private final List<String> options;

  private BrokerProcess(Path data, int port, Path log, String... options) {
    super("broker", log, built("platform/broker", "target/app/broker.jar"));
    this.data = data;
    this.port = port;
    this.options = List.of(options);
  }

  /** Not started yet. Port 0 chooses a free one. More options are those of its command line. */
  public static BrokerProcess at(Path data, int port, Path log, String... options) {
    return new BrokerProcess(data.toAbsolutePath(), port == 0 ? Ports.free() : port, log, options);
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
    EventTopics.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  /**
   * Creates those of our topics that are missing and gives the users their rights, where the broker
   * was started with {@code --users}.
   */
  public void createTopics(KafkaUsers users) {
    var administrator = new HashMap<>(users.login(KafkaUsers.ADMIN));
    administrator.put("bootstrap.servers", bootstrapServers());
    EventTopics.create(administrator);
    BrokerRights.exactly(administrator, KafkaUsers.rights());
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  @Override
  protected List<String> jvm() {
    return List.of(
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "--sun-misc-unsafe-memory-access=allow");
  }

  @Override
  protected boolean ready() {
    return says("ready broker");
  }

  @Override
  protected List<String> arguments() {
    var arguments =
        new ArrayList<>(List.of("--port", Integer.toString(port), "--data", data.toString()));
    arguments.addAll(options);
    return arguments;
  }
}
