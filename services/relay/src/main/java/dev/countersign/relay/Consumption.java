package dev.countersign.relay;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/**
 * One channel of this service: a topic that it reads in a consumer group.
 *
 * @param view whether what it reads becomes something that the service answers from
 */
record Consumption(String channel, String topic, String group, boolean view) {
  private static final Pattern TOPIC =
      Pattern.compile("mp\\.messaging\\.incoming\\.([\\w-]+)\\.topic");
  private static final String ACKNOWLEDGEMENTS = "ledger-acknowledgements";

  /** All channels that are configured. */
  static List<Consumption> all(Config config) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .map(TOPIC::matcher)
        .filter(found -> found.matches())
        .map(found -> found.group(1))
        .distinct()
        .sorted()
        .map(channel -> of(config, channel))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Consumption> of(Config config, String channel) {
    var prefix = "mp.messaging.incoming." + channel + '.';
    return config
        .getOptionalValue(prefix + "group.id", String.class)
        .map(group ->
            new Consumption(
                channel,
                config.getValue(prefix + "topic", String.class),
                group,
                !channel.equals(ACKNOWLEDGEMENTS)));
  }
}
