package dev.countersign.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.audit.checkpoint.SigningKey;
import dev.countersign.contracts.json.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the beans of this service are made with. */
final class Parts {
  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  ObjectMapper json() {
    return Json.mapper().copy();
  }

  @Produces
  @Singleton
  SigningKey signer(AuditSettings settings) {
    return new SigningKey(
        "COUNTERSIGN_AUDIT_SIGNING_KEY_FILE", settings.signingKeyFile(), settings.origin());
  }
}
