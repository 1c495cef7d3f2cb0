package dev.countersign.local.home;

import dev.countersign.embedded.KafkaUsers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The users of this platform's broker. Their passwords are made on the first start and kept, those
 * of a folder from before there were users on the next start.
 */
public record KafkaLogins(DataFolder data) {
  public KafkaUsers users() throws IOException {
    var passwords = new Passwords(data.secrets());
    var all = new TreeMap<String, String>();
    for (var name : KafkaUsers.names()) {
      all.put(name, passwords.of("kafka-" + name));
    }
    return new KafkaUsers(all);
  }

  /** For the broker; and for people and programs, how the administrator and the reader log in. */
  public void write() throws IOException {
    var users = users();
    PrivateFiles.write(broker(), users.file());
    for (var name : new String[] {KafkaUsers.ADMIN, KafkaUsers.READER}) {
      var text =
          users.login(name).entrySet().stream()
              .map(setting -> setting.getKey() + "=" + setting.getValue())
              .sorted()
              .collect(Collectors.joining("\n", "", "\n"));
      PrivateFiles.write(client(name), text);
    }
  }

  /** What the broker reads. */
  public Path broker() {
    return data.secrets().resolve("kafka-users.properties");
  }

  /** Settings of a Kafka client. */
  public Path client(String user) {
    return data.secrets().resolve("kafka-" + user + ".properties");
  }
}
