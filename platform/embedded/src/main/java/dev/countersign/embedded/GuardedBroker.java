package dev.countersign.embedded;

import dev.countersign.contracts.KafkaRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that knows its users and checks their rights, as one in production does. There is a user
 * for each service; it has no rights until {@link #grant} or {@link #allow}.
 */
public final class GuardedBroker implements AutoCloseable {
  /** May do everything. */
  public static final String ADMIN = "admin";

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
    return Map.of(
        "bootstrap.servers",
        broker.bootstrapServers(),
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        login("plain.PlainLoginModule", user));
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

  /** Gives every service the rights of the table. */
  public void grant() {
    change(Stream.of(KafkaRights.values()).flatMap(GuardedBroker::bindings).toList(), List.of());
  }

  /** Gives one right beyond the table. */
  public void allow(String user, AclOperation operation, String topic) {
    change(List.of(binding(user, ResourceType.TOPIC, topic, operation)), List.of());
  }

  /** Takes one right away. */
  public void forbid(String user, AclOperation operation, String topic) {
    change(List.of(), List.of(binding(user, ResourceType.TOPIC, topic, operation)));
  }

  @Override
  public void close() {
    broker.close();
  }

  private static Stream<AclBinding> bindings(KafkaRights rights) {
    var all = new ArrayList<AclBinding>();
    for (var topic : rights.writes()) {
      all.add(binding(rights.principal(), ResourceType.TOPIC, topic, AclOperation.WRITE));
      all.add(binding(rights.principal(), ResourceType.TOPIC, topic, AclOperation.DESCRIBE));
    }
    for (var topic : rights.reads()) {
      all.add(binding(rights.principal(), ResourceType.TOPIC, topic, AclOperation.READ));
      all.add(binding(rights.principal(), ResourceType.TOPIC, topic, AclOperation.DESCRIBE));
    }
    for (var group : rights.groups()) {
      all.add(binding(rights.principal(), ResourceType.GROUP, group, AclOperation.READ));
    }
    return all.stream();
  }

  private static AclBinding binding(
      String user, ResourceType type, String name, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL),
        new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
  }

  private void change(Collection<AclBinding> more, Collection<AclBinding> fewer) {
    try (var admin = Admin.create(Map.copyOf(client(ADMIN)))) {
      admin.createAcls(more).all().get(30, TimeUnit.SECONDS);
      admin
          .deleteAcls(fewer.stream().map(AclBinding::toFilter).toList())
          .all()
          .get(30, TimeUnit.SECONDS);
      // The controller has them; the broker's authorizer hears of it a moment later.
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!inForce(admin, more, fewer)) {
        if (System.nanoTime() > deadline) {
          throw new ChildFailed("the rights are not in force after 30 s");
        }
        ChildProcess.pause(Duration.ofMillis(20));
      }
    } catch (ExecutionException | TimeoutException broken) {
      throw new ChildFailed("the rights could not be changed", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ChildFailed("interrupted while changing rights", interrupted);
    }
  }

  private static boolean inForce(
      Admin admin, Collection<AclBinding> more, Collection<AclBinding> fewer)
      throws ExecutionException, TimeoutException, InterruptedException {
    var known =
        new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get(30, TimeUnit.SECONDS));
    return known.containsAll(more) && fewer.stream().noneMatch(known::contains);
  }

  private static Path users(Path data) {
    try {
      Files.createDirectories(data);
      var names =
          Stream.concat(
              Stream.of(ADMIN), Stream.of(KafkaRights.values()).map(KafkaRights::principal));
      return Files.writeString(
          data.resolve("users.properties"),
          names
              .map(name -> name + "=" + password(name))
              .collect(Collectors.joining("\n", "", "\n")));
    } catch (IOException broken) {
      throw new ChildFailed("no file for the users", broken);
    }
  }

  private static String password(String user) {
    return user + "-password";
  }
}
