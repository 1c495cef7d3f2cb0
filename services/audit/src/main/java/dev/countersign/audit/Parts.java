package dev.countersign.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.audit.checkpoint.NoteSigner;
import dev.countersign.contracts.json.Json;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
  NoteSigner signer(AuditSettings settings) {
    try {
      return NoteSigner.fromPem(settings.origin(), Files.readString(settings.signingKeyFile()));
    } catch (IOException e) {
      throw new UncheckedIOException("the signing key cannot be read", e);
    }
  }
}
