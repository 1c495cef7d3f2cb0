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
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** The process: formats its folder once, serves, and leaves in order on SIGTERM. */
public final class Broker {
  private Broker() {}

  public static void main(String... arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException wrong) {
      System.err.println("broker: " + wrong.getMessage() + "\n" + Options.USAGE);
      System.exit(2);
      return;
    }
    int port = options.port() == 0 ? freePort() : options.port();
    var settings = new HashMap<>(NodeSettings.of(options.data(), port, freePort()));
    var credentials = List.<String>of();
    if (options.users() != null) {
      var users = Users.read(options.users());
      settings.putAll(users.settings());
      credentials = users.credentials();
    }
    if (options.certificate() != null) {
      settings.putAll(Users.overTls(options.certificate()));
      settings.merge("listeners", "TLS://127.0.0.1:" + options.tlsPort(), Broker::and);
      settings.merge("advertised.listeners", "TLS://127.0.0.1:" + options.tlsPort(), Broker::and);
    }
    format(options.data(), credentials);
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
