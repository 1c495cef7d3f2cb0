package dev.countersign.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The process: formats its folder once, serves, and leaves in order on SIGTERM. */
@Command(
    name = "broker",
    mixinStandardHelpOptions = true,
    description = "One Kafka node on loopback.")
public final class Broker implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Where clients connect; 0 takes a free one.")
  private int given;

  @Option(names = "--data", paramLabel = "DIR", required = true, description = "Its folder.")
  private Path data = Path.of("");

  @Option(
      names = "--users",
      paramLabel = "FILE",
      description =
          "Names and passwords of those who may connect; without, everybody on this machine may do"
              + " everything.")
  private @Nullable Path users;

  /** Needs users. */
  static final class Tls {
    @Option(
        names = "--tls-port",
        paramLabel = "N",
        required = true,
        description = "Where users connect over TLS.")
    private int port;

    @Option(
        names = "--certificate",
        paramLabel = "FILE",
        required = true,
        description = "This node's certificate and key, in PEM.")
    private Path certificate = Path.of("");
  }

  @ArgGroup(exclusive = false)
  private @Nullable Tls tls;

  @Spec private CommandSpec command = CommandSpec.create();

  public static void main(String... arguments) {
    System.exit(new CommandLine(new Broker()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (tls != null && users == null) {
      throw new ParameterException(command.commandLine(), "--tls-port needs --users");
    }
    data = data.toAbsolutePath().normalize();
    int port = given == 0 ? freePort() : given;
    var settings = new HashMap<>(NodeSettings.of(data, port, freePort()));
    var credentials = List.<String>of();
    if (users != null) {
      var known = Users.read(users);
      settings.putAll(known.settings());
      credentials = known.credentials();
    }
    if (tls != null) {
      settings.putAll(Users.overTls(tls.certificate.toAbsolutePath()));
      settings.merge("listeners", "TLS://127.0.0.1:" + tls.port, Broker::and);
      settings.merge("advertised.listeners", "TLS://127.0.0.1:" + tls.port, Broker::and);
    }
    format(data, credentials);
    var server = new KafkaRaftServer(KafkaConfig.fromProps(asProperties(settings)), Time.SYSTEM);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  server.shutdown();
                  server.awaitShutdown();
                },
                "shutdown"));
    try {
      server.startup();
    } catch (Exception broken) {
      // It leaves threads behind that would keep the process, and a shutdown in order does not end.
      broken.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
    System.out.println("ready broker 127.0.0.1:" + port);
    server.awaitShutdown();
    return 0;
  }

  /**
   * Idempotent: a folder that is formatted keeps its cluster id and its records, users among them.
   */
  private static void format(Path data, List<String> credentials) throws Exception {
    var log = Files.createDirectories(data.resolve("log"));
    new Formatter()
        .setClusterId(clusterId(log))
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(log.toString())
        .setDirectories(List.of(log.toString()))
        .setScramArguments(credentials)
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setIgnoreFormatted(true)
        .run();
  }

  private static String clusterId(Path log) throws IOException {
    var written = log.resolve("meta.properties");
    if (Files.exists(written)) {
      var properties = new Properties();
      try (var in = Files.newInputStream(written)) {
        properties.load(in);
      }
      var known = properties.getProperty("cluster.id");
      if (known != null) {
        return known;
      }
    }
    return Uuid.randomUuid().toString();
  }

  private static String and(String some, String more) {
    return some + "," + more;
  }

  private static Properties asProperties(Map<String, String> settings) {
    var properties = new Properties();
    properties.putAll(settings);
    return properties;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
