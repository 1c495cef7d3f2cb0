package dev.countersign.chassis.telemetry;

import dev.countersign.contracts.json.Json;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.util.HashSet;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Puts the fields of the log context beside the message, where log stores look for fields; the
 * framework's own formatter keeps them in an object of their own. The service's name is there from
 * the very first line ({@code quarkus.log.console.json.additional-field}).
 */
@Singleton
final class LogFields {

  void put(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE - 2) StartupEvent event) {
    for (var handler : Logger.getLogger("").getHandlers()) {
      put(handler);
    }
  }

  static void put(Handler handler) {
    if (handler.getFormatter() instanceof JsonFormatter plain) {
      handler.setFormatter(new Flat(plain));
    }
    if (handler instanceof ExtHandler outer) {
      for (var inner : outer.getHandlers()) {
        put(inner);
      }
    }
  }

  /** The framework's line, with the fields of the context at its end. */
  private static final class Flat extends ExtFormatter {
    private static final String CONTEXT = "mdc";

    private final JsonFormatter plain;

    Flat(JsonFormatter plain) {
      var without = new HashSet<>(plain.getExcludedKeys());
      without.add(CONTEXT);
      plain.setExcludedKeys(without);
      this.plain = plain;
    }

    @Override
    public String format(ExtLogRecord line) {
      var text = plain.format(line);
      var end = text.lastIndexOf('}');
      var fields = line.getMdcCopy();
      if (end < 0 || fields.isEmpty()) {
        return text;
      }
      var all = new StringBuilder(text.substring(0, end));
      new TreeMap<>(fields)
          .forEach((name, value) ->
              all.append(',').append(Json.text(name)).append(':').append(Json.text(value)));
      return all.append(text, end, text.length()).toString();
    }

    @Override
    public boolean isCallerCalculationRequired() {
      return plain.isCallerCalculationRequired();
    }
  }
}
