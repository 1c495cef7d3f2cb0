package dev.countersign.simulator;

import dev.countersign.simulator.rds.Pace;
import dev.countersign.simulator.rds.Quotas;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command line asks for. Read by hand: reading these few options took a library half of the
 * start, in class files that no ahead-of-time cache takes (ADR 0012).
 */
sealed interface Arguments {
  String VERSION = "Countersign simulator: RDS 2014-10-31, STS 2011-06-15";

  String USAGE =
      """
      Usage: simulator [-hV] [--port=N] [--host=ADDRESS] [--empty] [--speed=F]
                       [--data=DIR] [--delay-ms=N] [--rps=N] [--instance-quota=N]
                       [--snapshot-quota=N]
      Amazon RDS and STS over the AWS Query protocol, with a durable ledger of every
      effect.
            --port=N             Port to listen on; 0 takes a free one.
            --host=ADDRESS       Address to listen on. Default: 127.0.0.1.
            --empty              Begin without the seeded fleet.
            --speed=F            How many times faster than RDS time passes; 0 lets
                                   everything happen at once. Default: 1.
            --data=DIR           Folder of the state and of effects.jsonl. Without
                                   it, state ends with the process.
            --delay-ms=N         Milliseconds that every call takes at least.
            --rps=N              RDS calls per second and account and region; more
                                   are throttled. 0: any.
            --instance-quota=N   Instances per account and region. Default: 40.
            --snapshot-quota=N   Manual snapshots per account and region. Default:
                                   100.
        -h, --help               Show this help message and exit.
        -V, --version            Print version information and exit.
      """;

  /** Carries it out, and answers the exit code. */
  int carryOut() throws IOException, InterruptedException;

  /** To run, like this. */
  record Run(Server.Settings settings) implements Arguments {
    @Override
    public int carryOut() throws IOException, InterruptedException {
      return Simulator.serve(settings);
    }
  }

  /** To print this, and nothing else. */
  record Print(String text) implements Arguments {
    @Override
    public int carryOut() {
      System.out.print(text);
      return 0;
    }
  }

  /** Nothing that could be done. */
  record Wrong(String complaint) implements Arguments {
    private static final int USAGE_ERROR = 2;

    @Override
    public int carryOut() {
      System.err.println(complaint);
      System.err.print(USAGE);
      return USAGE_ERROR;
    }
  }

  /**
   * An option's value is in the same argument, after {@code =}, or is the next one.
   *
   * @throws IllegalArgumentException when an option can be read and its value is out of bounds
   */
  static Arguments of(String... arguments) {
    var read = new Reading(List.of(arguments).iterator());
    try {
      while (read.next()) {
        switch (read.name) {
          case "-h", "--help" -> {
            return new Print(USAGE);
          }
          case "-V", "--version" -> {
            return new Print(VERSION + System.lineSeparator());
          }
          default -> read.option();
        }
      }
    } catch (IllegalArgumentException wrong) {
      return new Wrong(String.valueOf(wrong.getMessage()));
    }
    return new Run(read.settings());
  }

  /** One pass over the arguments. */
  final class Reading {
    private final Iterator<String> arguments;
    private final Set<String> seen = new HashSet<>();
    private String name = "";
    private @Nullable String value;

    private int port;
    private String host = "127.0.0.1";
    private boolean empty;
    private double speed = 1;
    private @Nullable Path data;
    private long delayMs;
    private double callsPerSecond;
    private int instances = 40;
    private int snapshots = 100;

    private Reading(Iterator<String> arguments) {
      this.arguments = arguments;
    }

    private boolean next() {
      if (!arguments.hasNext()) {
        return false;
      }
      var argument = arguments.next();
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      name = equals < 0 ? argument : argument.substring(0, equals);
      value = equals < 0 ? null : argument.substring(equals + 1);
      return true;
    }

    private void option() {
      switch (name) {
        case "--port" -> port = value("a whole number", Integer::valueOf);
        case "--host" -> host = value("an address", Function.identity());
        case "--empty" -> empty = flag();
        case "--speed" -> speed = value("a number", Double::valueOf);
        case "--data" -> data = value("a folder", Path::of);
        case "--delay-ms" -> delayMs = value("a whole number", Long::valueOf);
        case "--rps" -> callsPerSecond = value("a number", Double::valueOf);
        case "--instance-quota" -> instances = value("a whole number", Integer::valueOf);
        case "--snapshot-quota" -> snapshots = value("a whole number", Integer::valueOf);
        default ->
            throw new IllegalArgumentException(
                (name.startsWith("-") ? "Unknown option: '" : "Unexpected argument: '")
                    + name
                    + "'");
      }
      if (!seen.add(name)) {
        throw new IllegalArgumentException("Option '" + name + "' is there twice");
      }
    }

    private <T> T value(String kind, Function<String, T> read) {
      var given = value;
      if (given == null && arguments.hasNext()) {
        given = arguments.next();
      }
      if (given == null || (value == null && given.startsWith("--"))) {
        throw new IllegalArgumentException(
            "Missing value for option '" + name + "': it takes " + kind);
      }
      try {
        return read.apply(given);
      } catch (NumberFormatException | InvalidPathException unreadable) {
        throw new IllegalArgumentException(
            "Invalid value for option '" + name + "': '" + given + "' is not " + kind, unreadable);
      }
    }

    private boolean flag() {
      if (value != null) {
        throw new IllegalArgumentException("Option '" + name + "' takes no value");
      }
      return true;
    }

    private Server.Settings settings() {
      return new Server.Settings(
          host,
          port,
          data,
          empty,
          new Pace(speed),
          new Quotas(instances, snapshots),
          delayMs,
          callsPerSecond);
    }
  }
}
