package dev.countersign.contracts.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes times to the millisecond, whatever clock they came from: clocks differ in how much they
 * tell, and what is below a millisecond tells nobody anything.
 */
final class Milliseconds extends StdSerializer<Instant> {
  private static final long serialVersionUID = 1L;

  Milliseconds() {
    super(Instant.class);
  }

  @Override
  public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(time.truncatedTo(ChronoUnit.MILLIS).toString());
  }
}
