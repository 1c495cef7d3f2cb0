package dev.countersign.chassis.telemetry;

import dev.countersign.contracts.redaction.Redaction;
import io.quarkus.logging.LoggingFilter;
import java.util.HashMap;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/**
 * Lets every line of the log through, without the secrets in it: in its message with its
 * parameters, in its fields, and in the messages of its exception and of that one's causes. Every
 * handler has it, whatever its format is ({@code quarkus.log.*.filter}).
 */
@LoggingFilter(name = LogRedaction.NAME)
public final class LogRedaction implements Filter {
  static final String NAME = "redaction";

  @Override
  public boolean isLoggable(LogRecord line) {
    var extended = ExtLogRecord.wrap(line);
    var message = extended.getFormattedMessage();
    if (message != null) {
      var shown = Redaction.text(message);
      if (!shown.equals(message)) {
        // What has been formatted once is not taken for a format again.
        extended.setMessage(shown, FormatStyle.NO_FORMAT);
        extended.setParameters(null);
      }
    }
    new HashMap<>(extended.getMdcCopy())
        .forEach((field, value) -> {
          var shown = Redaction.text(value);
          if (!shown.equals(value)) {
            extended.putMdc(field, shown);
          }
        });
    var thrown = extended.getThrown();
    if (thrown != null) {
      extended.setThrown(RedactedException.of(thrown));
    }
    return true;
  }
}
