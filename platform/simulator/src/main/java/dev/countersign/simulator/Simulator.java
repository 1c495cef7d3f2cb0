package dev.countersign.simulator;

import dev.countersign.simulator.rds.Pace;
import dev.countersign.simulator.rds.Quotas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of the simulator. */
@Command(
    name = "simulator",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    version = "Countersign simulator: RDS 2014-10-31, STS 2011-06-15",
    description =
        "Amazon RDS and STS over the AWS Query protocol, with a durable ledger of every effect.")
public final class Simulator implements Callable<Integer> {
  private static final String DEFAULT = " Default: ${DEFAULT-VALUE}.";

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port to listen on; 0 takes a free one.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on." + DEFAULT)
  private String host = "";

  @Option(names = "--empty", description = "Begin without the seeded fleet.")
  private boolean empty;

  @Option(
      names = "--speed",
      paramLabel = "F",
      defaultValue = "1",
      description =
          "How many times faster than RDS time passes; 0 lets everything happen at once." + DEFAULT)
  private double speed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder of the state and of effects.jsonl. Without it, state ends with the process.")
  private @Nullable Path data;

  @Option(
      names = "--delay-ms",
      paramLabel = "N",
      defaultValue = "0",
      description = "Milliseconds that every call takes at least.")
  private long delayMs;

  @Option(
      names = "--rps",
      paramLabel = "N",
      defaultValue = "0",
      description = "RDS calls per second and account and region; more are throttled. 0: no limit.")
  private double callsPerSecond;

  @Option(
      names = "--instance-quota",
      paramLabel = "N",
      defaultValue = "40",
      description = "Instances per account and region." + DEFAULT)
  private int instances;

  @Option(
      names = "--snapshot-quota",
      paramLabel = "N",
      defaultValue = "100",
      description = "Manual snapshots per account and region." + DEFAULT)
  private int snapshots;

  public static void main(String... arguments) {
    System.exit(
        new CommandLine(new Simulator())
            .setExecutionExceptionHandler(Simulator::explain)
            .execute(arguments));
  }

  /** A taken port or folder is the caller's to mend: one line, not a stack trace. */
  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    command.getErr().println("The simulator cannot start: " + failure.getMessage());
    return 1;
  }

  /** Runs until the process is told to end. */
  @Override
  public Integer call() throws IOException, InterruptedException {
    var settings =
        new Server.Settings(
            host,
            port,
            data,
            empty,
            new Pace(speed),
            new Quotas(instances, snapshots),
            delayMs,
            callsPerSecond);
    var stopped = new CountDownLatch(1);
    var server = Server.start(settings);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              server.close();
              stopped.countDown();
            }));
    System.out.println(
        "RDS and STS simulated at "
            + server.url()
            + (data == null ? "" : ", effects in " + server.effects()));
    stopped.await();
    return 0;
  }
}
