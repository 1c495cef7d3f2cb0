package dev.countersign.policy.evidence;

import dev.countersign.chassis.secrets.RotatingFile;
import dev.countersign.chassis.start.CannotStart;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvidence;
import dev.countersign.contracts.event.RequestEvidence.Doubt;
import dev.countersign.policy.PolicyConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Verifies the gateway's signature over what was asked for. Several keys are trusted at once, which
 * is how they are rotated. Without any, the service does not start.
 */
@Startup(Interceptor.Priority.PLATFORM_BEFORE)
@Singleton
public class Vouching {
  private static final Logger LOG = Logger.getLogger(Vouching.class);

  private static final String SETTING = "COUNTERSIGN_POLICY_REQUEST_KEYS_FILE";

  private final RotatingFile<Map<String, PublicKey>> keys;
  private final Map<Doubt, Counter> doubts = new EnumMap<>(Doubt.class);

  @Inject
  Vouching(PolicyConfig config, MeterRegistry metrics) {
    var file =
        config
            .requestKeysFile()
            .orElseThrow(() ->
                new CannotStart(
                    SETTING
                        + " is not set. It names a file with the gateway's public keys, as made by:"
                        + " openssl pkey -in KEY -pubout"));
    this.keys = RotatingFile.at(SETTING, file, SigningKeys::publicKeys);
    // All of them from the start: an alert on a counter that is not there would never fire.
    Arrays.stream(Doubt.values())
        .forEach(doubt ->
            doubts.put(
                doubt,
                metrics.counter("countersign.policy.unproven.requests", "doubt", name(doubt))));
  }

  /** Why an event does not prove who asked; empty when it does. */
  public Optional<Doubt> doubt(Event event, RequestEvent request) {
    var doubt = RequestEvidence.doubt(request, event.evidence(), keys.now());
    doubt.ifPresent(found -> {
      var counter = doubts.get(found);
      if (counter != null) {
        counter.increment();
      }
      // Nothing of what it claims is worth a log line, but for finding the record.
      LOG.errorf(
          "not proven who asked, refused: doubt=%s operation_id=%s event_id=%s event_source=%s"
              + " correlation_id=%s",
          name(found),
          request.operationId(),
          event.id(),
          event.source(),
          event.trace().correlationId());
    });
    return doubt;
  }

  private static String name(Doubt doubt) {
    return doubt.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
