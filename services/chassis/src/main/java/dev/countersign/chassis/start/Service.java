package dev.countersign.chassis.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.ConfigValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Every service's main program: where the start fails, the last line says what to change. */
@QuarkusMain
public final class Service {
  private static final Pattern PROPERTY = Pattern.compile("(?:[Pp]roperty|mapping) ([\\w.\"*-]+)");

  private static volatile boolean main;

  public static void main(String... arguments) {
    main = true;
    Quarkus.run(null, Service::ended, arguments);
  }

  /** Whether this process is a service and nothing else. */
  static boolean isMain() {
    return main;
  }

  private static void ended(int code, @Nullable Throwable fault) {
    if (fault != null) {
      var complaints = complaints(fault);
      if (complaints.isEmpty()) {
        Logger.getLogger(Service.class).error("the service cannot start", fault);
      }
      complaints.forEach(complaint -> System.err.println("cannot start: " + complaint));
    }
    System.exit(code);
  }

  /** What operators can change, each in a line; nothing where the fault is another one. */
  static List<String> complaints(Throwable fault) {
    return chain(fault).stream()
        .map(Service::own)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(List.of());
  }

  private static Optional<List<String>> own(Throwable fault) {
    return switch (fault) {
      case CannotStart said -> Optional.of(List.of(String.valueOf(said.getMessage())));
      case ConfigValidationException invalid -> {
        var complaints = new ArrayList<String>();
        for (int n = 0; n < invalid.getProblemCount(); n++) {
          complaints.add(named(String.valueOf(invalid.getProblem(n).getMessage())));
        }
        yield Optional.of(complaints);
      }
      default -> Optional.empty();
    };
  }

  /** The configuration library names the key; operators set variables. */
  static String named(String problem) {
    var key = PROPERTY.matcher(problem);
    var words = problem.replaceFirst("^[\\w.]+Exception: ", "");
    return key.find() ? CannotStart.variable(key.group(1)) + ": " + words : words;
  }

  private static List<Throwable> chain(Throwable fault) {
    var chain = new ArrayList<Throwable>();
    for (Throwable one = fault; one != null && chain.size() < 20; one = one.getCause()) {
      chain.add(one);
    }
    return chain;
  }

  private Service() {}
}
