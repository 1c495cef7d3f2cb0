package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that knows its users and checks their rights, as one in production does. There is a user
 * for each service; it has no rights until {@link #grant} or {@link #allow}.
 */
public final class GuardedBroker implements AutoCloseable {
  /** May do everything. */
  public static final String ADMIN = KafkaUsers.ADMIN;

  private final BrokerProcess broker;
  private final String overTls;

  private GuardedBroker(BrokerProcess broker, String overTls) {
    this.broker = broker;
    this.overTls = overTls;
  }

  /** Started, with all topics in place. */
  public static GuardedBroker start(Path data) {
    return started(at(data), "");
  }

  /** The same, to be reached over TLS too. */
  public static GuardedBroker start(Path data, Certificate certificate) {
    int port = Ports.free();
    return started(
        at(
            data,
            "--tls-port",
            Integer.toString(port),
            "--certificate",
            certificate.withKey().toString()),
        "127.0.0.1:" + port);
  }

  private static BrokerProcess at(Path data, String... options) {
    var all = Stream.concat(Stream.of("--users", users(data).toString()), Stream.of(options));
    return BrokerProcess.at(data, 0, data.resolve("broker.log"), all.toArray(String[]::new));
  }

  private static GuardedBroker started(BrokerProcess broker, String overTls) {
    broker.start();
    var guarded = new GuardedBroker(broker, overTls);
    EventTopics.create(guarded.client(ADMIN));
    return guarded;
  }

  /** How a user connects; settings of any Kafka client. */
  public Map<String, String> client(String user) {
    var settings = new HashMap<>(users().login(user));
    settings.put("bootstrap.servers", broker.bootstrapServers());
    return settings;
  }

  /** How a user connects over TLS, as in production: by SCRAM-SHA-512. */
  public Map<String, String> client(String user, Certificate certificate) {
    return Map.of(
        "bootstrap.servers",
        overTls,
        "security.protocol",
        "SASL_SSL",
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        certificate.authority().toString(),
        "sasl.mechanism",
        "SCRAM-SHA-512",
        "sasl.jaas.config",
        login("scram.ScramLoginModule", user));
  }

  private static String login(String module, String user) {
    return "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
        .formatted(module, user, password(user));
  }

  /** Gives every service the rights of the table, and the reader its own. */
  public void grant() {
    change(KafkaUsers.rights(), List.of());
  }

  /** Gives one right beyond the table. */
  public void allow(String user, AclOperation operation, String topic) {
    change(List.of(KafkaUsers.right(user, ResourceType.TOPIC, topic, operation)), List.of());
  }

  /** Takes one right away. */
  public void forbid(String user, AclOperation operation, String topic) {
    change(List.of(), List.of(KafkaUsers.right(user, ResourceType.TOPIC, topic, operation)));
  }

  /** What services have left behind here: consumer groups and topics with records, and how many. */
  public Map<String, Long> traces() {
    return BrokerTraces.of(client(ADMIN));
  }

  @Override
  public void close() {
    broker.close();
  }

  private void change(Collection<AclBinding> more, Collection<AclBinding> fewer) {
    BrokerRights.change(client(ADMIN), more, fewer);
  }

  private static KafkaUsers users() {
    return new KafkaUsers(
        KafkaUsers.names().stream()
            .collect(Collectors.toMap(name -> name, GuardedBroker::password)));
  }

  private static Path users(Path data) {
    try {
      Files.createDirectories(data);
      return Files.writeString(data.resolve("users.properties"), users().file());
    } catch (IOException broken) {
      throw new ChildFailed("no file for the users", broken);
    }
  }

  private static String password(String user) {
    return user + "-password";
  }
}
