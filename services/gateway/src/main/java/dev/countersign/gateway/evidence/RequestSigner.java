package dev.countersign.gateway.evidence;

import dev.countersign.chassis.secrets.RotatingFile;
import dev.countersign.chassis.start.CannotStart;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RequestEvent;
import dev.countersign.contracts.event.RequestEvidence;
import dev.countersign.contracts.event.Trace;
import dev.countersign.gateway.settings.GatewaySettings;
import dev.countersign.gateway.settings.Source;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events of what people and programs ask for, each with the evidence of who asked.
 * Without a usable key the service does not start; one that is put in its place is used within a
 * second, so policy has to trust it before.
 */
@Startup(Interceptor.Priority.PLATFORM_BEFORE)
@Singleton
public class RequestSigner {
  private static final Logger LOG = Logger.getLogger(RequestSigner.class);

  private static final String SETTING = "COUNTERSIGN_GATEWAY_SIGNING_KEY_FILE";
  private static final String HOW =
      "It names a file with an Ed25519 key, as made by: openssl genpkey -algorithm ed25519";

  private final RotatingFile<Key> key;

  private record Key(PrivateKey key, String id) {}

  @Inject
  RequestSigner(GatewaySettings settings) {
    this(settings.signingKeyFile().orElse(null));
  }

  /**
   * Reads the key.
   *
   * @throws CannotStart naming the setting and the file, and nothing that is in the file
   */
  RequestSigner(@Nullable Path file) {
    if (file == null) {
      throw new CannotStart(SETTING + " is not set. " + HOW);
    }
    this.key = RotatingFile.at(SETTING, file, RequestSigner::read);
  }

  /**
   * The event of a request, signed.
   *
   * @param at when it was asked for
   * @param sequence of the event, per operation
   */
  public Event event(RequestEvent request, Instant at, long sequence, Trace trace) {
    var current = key.now();
    return new Event(
        EventIds.next(),
        Source.GATEWAY,
        at,
        request.operationId(),
        request.resource().toString(),
        sequence,
        trace,
        RequestEvidence.sign(request, at, current.key(), current.id()),
        request);
  }

  private static Key read(String pem) {
    try {
      var key = SigningKeys.privateKey(pem);
      var id = SigningKeys.keyId(SigningKeys.publicKey(key));
      LOG.infof("requests are signed with the key %s", id);
      return new Key(key, id);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ". " + HOW, e);
    }
  }
}
