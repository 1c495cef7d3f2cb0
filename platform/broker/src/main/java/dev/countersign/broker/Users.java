package dev.countersign.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Who may connect, by a properties file of names and passwords, read when the folder is made. They
 * connect as in production, by SCRAM-SHA-512 over TLS. With users the node checks their rights:
 * {@link #ADMIN} may do everything, everybody else what ACLs allow, and nobody is anonymous.
 */
record Users(Map<String, String> passwords) {
  static final String ADMIN = "admin";
  private static final String MECHANISM = "SCRAM-SHA-512";

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
        .map(
            user -> "%s=[name=%s,password=%s]".formatted(MECHANISM, user.getKey(), user.getValue()))
        .sorted()
        .toList();
  }

  /** What a node with these users has set differently. */
  Map<String, String> settings(Path certificate) {
    return Map.ofEntries(
        Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,CLIENTS:SASL_SSL"),
        Map.entry("ssl.keystore.type", "PEM"),
        Map.entry("ssl.keystore.location", certificate.toString()),
        // It is its own authority, and the node is a client of its own.
        Map.entry("ssl.truststore.type", "PEM"),
        Map.entry("ssl.truststore.location", certificate.toString()),
        Map.entry("sasl.enabled.mechanisms", MECHANISM),
        Map.entry("sasl.mechanism.inter.broker.protocol", MECHANISM),
        Map.entry(
            "listener.name.clients.scram-sha-512.sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(ADMIN, passwords.get(ADMIN))),
        Map.entry(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
        Map.entry("allow.everyone.if.no.acl.found", "false"),
        // The node registers with its own controller, whose listener knows no users.
        Map.entry("super.users", "User:" + ADMIN + ";User:ANONYMOUS"));
  }
}
