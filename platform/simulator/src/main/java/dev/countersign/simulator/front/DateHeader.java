package dev.countersign.simulator.front;

import com.sun.net.httpserver.HttpExchange;
import dev.countersign.simulator.fault.SkewedClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The {@code Date} of an answer, by AWS's clock. The JDK's server puts the machine's time there
 * just before it writes the headers, whatever the handler has set; between the two it only reads
 * {@code Connection}. So that list sets the date once more. Nothing of it is there without a skew.
 */
final class DateHeader {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private DateHeader() {}

  static void put(HttpExchange exchange, SkewedClock clock) {
    if (!clock.offset().isZero()) {
      var headers = exchange.getResponseHeaders();
      headers.put("Connection", new LastMoment(() -> headers.set("Date", shown(clock.instant()))));
    }
  }

  static String shown(Instant time) {
    return FORMAT.format(time);
  }

  /** {@code keep-alive}, and something to be done when it is looked at. */
  private static final class LastMoment extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    private final transient Runnable then;

    LastMoment(Runnable then) {
      super(List.of("keep-alive"));
      this.then = then;
    }

    @Override
    public Stream<String> stream() {
      then.run();
      return super.stream();
    }
  }
}
