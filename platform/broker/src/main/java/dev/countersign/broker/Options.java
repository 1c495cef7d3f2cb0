package dev.countersign.broker;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param port where clients connect; 0 chooses a free one
 * @param users who may connect, see {@link Users}; without, everybody on this machine may do
 *     everything
 * @param tlsPort where users connect over TLS, when there is a certificate
 * @param certificate of this node and its key, in PEM
 */
record Options(int port, Path data, @Nullable Path users, int tlsPort, @Nullable Path certificate) {
  static final String USAGE =
      "usage: broker --data DIR [--port N] [--users FILE [--tls-port N --certificate FILE]]";

  static Options parse(String... arguments) {
    var rest = new ArrayDeque<>(List.of(arguments));
    int port = 0;
    @Nullable Path data = null;
    @Nullable Path users = null;
    int tlsPort = 0;
    @Nullable Path certificate = null;
    while (!rest.isEmpty()) {
      var option = rest.pop();
      switch (option) {
        case "--port" -> port = port(option, value(option, rest));
        case "--data" -> data = Path.of(value(option, rest)).toAbsolutePath().normalize();
        case "--users" -> users = Path.of(value(option, rest));
        case "--tls-port" -> tlsPort = port(option, value(option, rest));
        case "--certificate" -> certificate = Path.of(value(option, rest)).toAbsolutePath();
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    if (data == null) {
      throw new IllegalArgumentException("--data is missing");
    }
    if ((tlsPort == 0) != (certificate == null) || (certificate != null && users == null)) {
      throw new IllegalArgumentException("--tls-port, --certificate and --users need each other");
    }
    return new Options(port, data, users, tlsPort, certificate);
  }

  private static String value(String option, ArrayDeque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.pop();
  }

  private static int port(String option, String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // said below, together with numbers out of range
    }
    throw new IllegalArgumentException(option + " takes 0 to 65535, not " + text);
  }
}
