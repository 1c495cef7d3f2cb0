package dev.countersign.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.countersign.contracts.KafkaRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of rights is what the services' channels use: nothing is missing, nothing is spare. */
class ChannelsTest {
  private static final Path HOME = Path.of(System.getProperty("countersign.home", "../.."));

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AUDIT")
  void aServiceReadsTheTopicsAndUsesTheGroupsOfTheTable(KafkaRights rights) throws IOException {
    var settings =
        settings("services/relay/src/main/resources/META-INF/microprofile-config.properties");
    settings.putAll(
        settings("services/" + rights.principal() + "/src/main/resources/application.properties"));

    assertEquals(new TreeSet<>(rights.reads()), values(settings, ".topic", rights));
    assertEquals(new TreeSet<>(rights.groups()), values(settings, ".group.id", rights));
  }

  private static TreeSet<String> values(Properties settings, String end, KafkaRights rights) {
    var values = new TreeSet<String>();
    keys(settings)
        .filter(key -> key.startsWith("mp.messaging.incoming.") && key.endsWith(end))
        .forEach(key ->
            values.add(
                settings
                    .getProperty(key)
                    .replace("${quarkus.application.name}", rights.principal())));
    return values;
  }

  private static Stream<String> keys(Properties settings) {
    return settings.stringPropertyNames().stream();
  }

  private static Properties settings(String file) throws IOException {
    var settings = new Properties();
    try (var in = Files.newBufferedReader(HOME.resolve(file))) {
      settings.load(in);
    }
    return settings;
  }
}
