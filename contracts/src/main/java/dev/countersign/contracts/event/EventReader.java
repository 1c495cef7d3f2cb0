package dev.countersign.contracts.event;

import dev.countersign.contracts.event.RecordEvent.EventRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * From a Kafka record to the event in it: the one reading that all services share, so that none
 * acts on what another one refuses.
 */
public final class EventReader {
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  /**
   * Reads a record.
   *
   * @throws ForeignEvent when its source may not write the topic, whatever else is wrong with it,
   *     or when its type does not belong there
   * @throws UnreadableEvent when it is no event, see {@link EventCodec#read}, when a header is
   *     there twice or is not UTF-8, or when its key is not the one that it names
   */
  public static Event read(RawRecord from) {
    var source = Attribute.only(from.headers(), "ce_source");
    if (source.filter(one -> !Provenance.mayWrite(one, from.topic())).isPresent()) {
      throw new ForeignEvent("its source may not write this topic");
    }
    var event = EventCodec.read(attributes(from), from.value());
    if (!event.partitionKey().equals(from.key())) {
      throw new UnreadableEvent("header ce_partitionkey is not the record's key");
    }
    if (!Provenance.belongs(event.data(), from.topic())) {
      throw new ForeignEvent("events of its type do not belong on this topic");
    }
    return event;
  }

  /**
   * The name of an event that may not be readable, of a later version, say: for whoever publishes
   * it again until it is acknowledged. Empty where it has none, or one that is not its writer's to
   * give.
   */
  public static Optional<EventRef> name(RawRecord from) {
    try {
      var source = Attribute.only(from.headers(), "ce_source").filter(Attribute::fits);
      var id = Attribute.only(from.headers(), "ce_id").filter(Attribute::fits);
      return source
          .filter(one -> Provenance.mayWrite(one, from.topic()))
          .flatMap(one -> id.map(other -> new EventRef(one, other)));
    } catch (UnreadableEvent e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> attributes(RawRecord from) {
    var attributes = new LinkedHashMap<String, String>();
    for (var name : EventCodec.ATTRIBUTES) {
      Attribute.only(from.headers(), name).ifPresent(value -> attributes.put(name, value));
    }
    if (!attributes.containsKey("ce_traceparent")) {
      traced(from).ifPresent(value -> attributes.put("ce_traceparent", value));
    }
    return attributes;
  }

  /**
   * Writers that know OpenTelemetry and not the CloudEvents extension use the plain header. It is
   * not ours: where it is no trace context, there is none.
   */
  private static Optional<String> traced(RawRecord from) {
    try {
      return Attribute.only(from.headers(), "traceparent")
          .filter(value -> TRACEPARENT.matcher(value).matches());
    } catch (UnreadableEvent e) {
      return Optional.empty();
    }
  }

  private EventReader() {}
}
