package dev.countersign.broker;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line.
 *
 * @param port where clients connect; 0 chooses a free one
 */
record Options(int port, Path data) {
  static final String USAGE = "usage: broker --data DIR [--port N]";

  static Options parse(String... arguments) {
    var rest = new ArrayDeque<>(List.of(arguments));
    int port = 0;
    @Nullable Path data = null;
    while (!rest.isEmpty()) {
      var option = rest.pop();
      switch (option) {
        case "--port" -> port = port(value(option, rest));
        case "--data" -> data = Path.of(value(option, rest)).toAbsolutePath().normalize();
        default -> throw new IllegalArgumentException("unknown option " + option);
      }
    }
    if (data == null) {
      throw new IllegalArgumentException("--data is missing");
    }
    return new Options(port, data);
  }

  private static String value(String option, ArrayDeque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.pop();
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException notANumber) {
      // said below, together with numbers out of range
    }
    throw new IllegalArgumentException("--port takes 0 to 65535, not " + text);
  }
}
