package dev.countersign.chassis.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.json.Json;
import io.quarkus.logging.json.runtime.JsonFormatter;
import java.util.List;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.StreamHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class LogRedactionTest {
  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";

  @Test
  void neitherFormatShowsASecretOfMessageParametersFieldsOrExceptions() {
    var cause = new IllegalArgumentException("no login with password=hunter22");
    var thrown = new IllegalStateException("key " + KEY, cause);
    thrown.addSuppressed(new RuntimeException("postgres://app:hunter22@db/x"));
    cause.addSuppressed(thrown);

    for (var formatter : formatters()) {
      var line = line("%s asks with " + KEY, FormatStyle.PRINTF, "alice@example.org");
      line.setMdc(Map.of("requester", "alice@example.org", "path", "/api/" + KEY));
      line.setThrown(thrown);
      var text = shown(line, formatter);

      assertFalse(text.contains(KEY) || text.contains("hunter22"), text);
      assertFalse(text.contains("alice@"), text);
      assertTrue(text.contains("a***@example.org asks with [redacted]"), text);
      assertTrue(text.contains("java.lang.IllegalStateException: key [redacted]"), text);
      assertTrue(text.contains("no login with password=[redacted]"), text);
      assertTrue(text.contains("postgres://app:[redacted]@db/x"), text);
      assertTrue(text.contains("neitherFormatShows"), "the stack stays: " + text);
    }
  }

  @Test
  void whatHasNothingToHideIsTheVerySame() {
    var thrown = new IllegalStateException("0199f3a2-1111-7222-8333-444455556666 is gone");
    var line = line("{0} of {1}", FormatStyle.MESSAGE_FORMAT, 1, 2);
    line.setThrown(thrown);

    assertTrue(new LogRedaction().isLoggable(line));

    assertSame(thrown, line.getThrown());
    assertEquals("{0} of {1}", line.getMessage());
    assertEquals("1 of 2", line.getFormattedMessage());
  }

  @Test
  void percentSignsAndBracesOfARedactedMessageAreNoFormatAnyMore() {
    var line = line("100%% of {0} %s", FormatStyle.PRINTF, KEY + " {0} %d");

    assertTrue(new LogRedaction().isLoggable(line));

    assertEquals("100% of {0} [redacted] {0} %d", line.getFormattedMessage());
  }

  @Test
  void theFieldsOfTheContextStandBesideTheMessage() {
    var handler = new StreamHandler();
    handler.setFormatter(new JsonFormatter());
    LogFields.put(handler);
    var line = line("done", FormatStyle.NO_FORMAT);
    line.setMdc(Map.of(LogContext.OPERATION_ID, "o-1", LogContext.CORRELATION_ID, "c \"1\""));

    var json = Json.read(handler.getFormatter().format(line), JsonNode.class);

    assertEquals("done", json.path("message").asText());
    assertEquals("o-1", json.path("operation_id").asText());
    assertEquals("c \"1\"", json.path("correlation_id").asText());
    assertFalse(json.has("mdc"));
  }

  private static List<Formatter> formatters() {
    return List.of(new JsonFormatter(), new PatternFormatter("%d %-5p [%c] %X %s%e%n"));
  }

  private static ExtLogRecord line(String message, FormatStyle style, Object... parameters) {
    var line = new ExtLogRecord(Level.WARNING, message, style, "test");
    line.setParameters(parameters);
    return line;
  }

  private static String shown(ExtLogRecord line, Formatter formatter) {
    assertTrue(new LogRedaction().isLoggable(line));
    return formatter.format(line);
  }
}
