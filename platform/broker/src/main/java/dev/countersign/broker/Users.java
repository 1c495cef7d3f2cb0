package dev.countersign.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;

/**
 * Who may connect, by a properties file of names and passwords. With users the node checks their
 * rights: {@link #ADMIN} may do everything, everybody else what ACLs allow, and nobody is
 * anonymous. Over TLS they show their passwords as in production, by SCRAM-SHA-512; those are the
 * ones that the folder was made with.
 */
record Users(Map<String, String> passwords) {
  static final String ADMIN = "admin";
  private static final String SCRAM = "SCRAM-SHA-512";

  Users {
    passwords = Map.copyOf(passwords);
    if (!passwords.containsKey(ADMIN)) {
      throw new IllegalArgumentException("the users need one called " + ADMIN);
    }
  }

  static Users read(Path file) throws IOException {
    var properties = new Properties();
    try (var in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    var passwords = new LinkedHashMap<String, String>();
    properties
        .stringPropertyNames()
        .forEach(name -> passwords.put(name, properties.getProperty(name)));
    return new Users(passwords);
  }

  /** What the node has to be formatted with, one argument for each. */
  List<String> credentials() {
    return passwords.entrySet().stream()
        .map(user -> "%s=[name=%s,password=%s]".formatted(SCRAM, user.getKey(), user.getValue()))
        .sorted()
        .toList();
  }

  /** What a node that can be reached over TLS has set differently besides. */
  static Map<String, String> overTls(Path certificate) {
    return Map.of(
        "listener.security.protocol.map",
        "CONTROLLER:SASL_PLAINTEXT,CLIENTS:SASL_PLAINTEXT,TLS:SASL_SSL",
        "listener.name.tls.ssl.keystore.type",
        "PEM",
        "listener.name.tls.ssl.keystore.location",
        certificate.toString(),
        "listener.name.tls.sasl.enabled.mechanisms",
        SCRAM,
        "listener.name.tls.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
  }

  /** What a node with these users has set differently. */
  Map<String, String> settings() {
    return Map.of(
        "listener.security.protocol.map", "CONTROLLER:SASL_PLAINTEXT,CLIENTS:SASL_PLAINTEXT",
        "sasl.enabled.mechanisms", "PLAIN",
        "sasl.mechanism.inter.broker.protocol", "PLAIN",
        "sasl.mechanism.controller.protocol", "PLAIN",
        "listener.name.clients.plain.sasl.jaas.config", logins(),
        // Whoever reaches the controller can give rights: there, too, nobody is anonymous.
        "listener.name.controller.plain.sasl.jaas.config", logins(),
        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "allow.everyone.if.no.acl.found", "false",
        "super.users", "User:" + ADMIN);
  }

  private String logins() {
    var text =
        new StringBuilder("org.apache.kafka.common.security.plain.PlainLoginModule required")
            .append(" username=\"" + ADMIN + "\" password=\"" + passwords.get(ADMIN) + "\"");
    for (var name : new TreeSet<>(passwords.keySet())) {
      text.append(" user_").append(name).append("=\"").append(passwords.get(name)).append('"');
    }
    return text.append(';').toString();
  }
}
