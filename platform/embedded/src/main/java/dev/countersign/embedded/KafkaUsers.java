package dev.countersign.embedded;

import dev.countersign.contracts.KafkaRights;
import dev.countersign.contracts.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The users of a broker on this machine: one for each service, with the rights of {@link
 * KafkaRights}; one that may read everything; and one that may do everything.
 *
 * @param passwords of all of them by name, letters and digits alone
 */
public record KafkaUsers(Map<String, String> passwords) {
  /** May do everything; creates topics and gives rights. */
  public static final String ADMIN = "admin";

  /** Reads all topics, for people and for programs of their own; its groups begin with its name. */
  public static final String READER = "reader";

  public KafkaUsers {
    passwords = new TreeMap<>(passwords);
  }

  /** Everybody who needs a password. */
  public static List<String> names() {
    return Stream.concat(
            Stream.of(ADMIN, READER), Stream.of(KafkaRights.values()).map(KafkaRights::principal))
        .toList();
  }

  /** What the broker's option {@code --users} reads. */
  public String file() {
    return passwords.entrySet().stream()
        .map(user -> user.getKey() + "=" + user.getValue())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** How a user logs in; settings of any Kafka client, without the broker's address. */
  public Map<String, String> login(String user) {
    var password = passwords.get(user);
    if (password == null) {
      throw new IllegalArgumentException("no user is called " + user);
    }
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"%s\" password=\"%s\";".formatted(user, password));
  }

  /** The rights of a service, as the broker keeps them. */
  static List<AclBinding> rights(KafkaRights rights) {
    var all = new ArrayList<AclBinding>();
    for (var topic : rights.writes()) {
      all.add(right(rights.principal(), ResourceType.TOPIC, topic, AclOperation.WRITE));
      all.add(right(rights.principal(), ResourceType.TOPIC, topic, AclOperation.DESCRIBE));
    }
    for (var topic : rights.reads()) {
      all.add(right(rights.principal(), ResourceType.TOPIC, topic, AclOperation.READ));
      all.add(right(rights.principal(), ResourceType.TOPIC, topic, AclOperation.DESCRIBE));
    }
    for (var group : rights.groups()) {
      all.add(right(rights.principal(), ResourceType.GROUP, group, AclOperation.READ));
    }
    return all;
  }

  /** The rights of all services, and the reader's. */
  static List<AclBinding> rights() {
    var all = new ArrayList<AclBinding>();
    for (var service : KafkaRights.values()) {
      all.addAll(rights(service));
    }
    for (var topic : Topics.ALL) {
      all.add(right(READER, ResourceType.TOPIC, topic, AclOperation.READ));
      all.add(right(READER, ResourceType.TOPIC, topic, AclOperation.DESCRIBE));
    }
    // Not any group: with a service's, it could make the service overlook records.
    all.add(
        new AclBinding(
            new ResourcePattern(ResourceType.GROUP, READER, PatternType.PREFIXED),
            entry(READER, AclOperation.READ)));
    return all;
  }

  static AclBinding right(String user, ResourceType type, String name, AclOperation operation) {
    return new AclBinding(
        new ResourcePattern(type, name, PatternType.LITERAL), entry(user, operation));
  }

  private static AccessControlEntry entry(String user, AclOperation operation) {
    return new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW);
  }
}
