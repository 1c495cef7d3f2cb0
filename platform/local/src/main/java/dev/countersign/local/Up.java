package dev.countersign.local;

import dev.countersign.embedded.Ports;
import dev.countersign.local.home.PortBook;
import dev.countersign.local.run.LeftOvers;
import dev.countersign.local.run.RunState;
import dev.countersign.local.run.StateFile;
import dev.countersign.local.run.Supervisor;
import dev.countersign.local.run.UpOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    description = "Bring the whole platform up on this machine and keep it up.",
    sortOptions = false)
final class Up implements Callable<Integer> {
  static final String BACKGROUND = "--background";

  /** Where the executor finds RDS and STS. */
  static final class Target {
    @Option(
        names = "--aws-endpoint",
        paramLabel = "URL",
        description = "Another RDS and STS endpoint instead of the simulator.")
    private @Nullable String endpoint;

    @Option(
        names = "--aws",
        description = "AWS itself, with this shell's credentials; needs --accounts.")
    private boolean aws;
  }

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "The port of the API; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--detach",
      description = "Return when it is ready; it goes on in the background.")
  private boolean detach;

  @Mixin private Checkout checkout = new Checkout();

  @ArgGroup private Target target = new Target();

  @Option(
      names = "--accounts",
      paramLabel = "FILE",
      description = "The accounts to look after (default: those of the simulator).")
  private @Nullable Path accounts;

  @Option(
      names = "--speed",
      paramLabel = "F",
      defaultValue = "20",
      description =
          "How much faster than RDS the simulator is; 0: everything at once (default:"
              + " ${DEFAULT-VALUE}).")
  private double speed;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--without",
      paramLabel = "A,B",
      split = ",",
      description =
          "Prepare these services and do not start them, so that a debugger can: what they need in"
              + " their environment is in run/SERVICE.env of the data folder.")
  private List<String> without = List.of();

  @Option(names = "--no-console", description = "Without the pages for people.")
  private boolean noConsole;

  @Option(names = "--services", hidden = true, split = ",", defaultValue = UpOptions.SERVICES)
  private List<String> services = List.of();

  @Option(names = BACKGROUND, hidden = true)
  private boolean background;

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    var data = options().data();
    data.prepare();
    var file = new StateFile(data);
    if (detach) {
      return file.supervised() ? already(file) : detached(file);
    }
    try (var lock = file.lock()) {
      if (lock == null) {
        return already(file);
      }
      supervise(file);
    }
    return 0;
  }

  private void supervise(StateFile file) throws IOException, InterruptedException {
    var before = file.read();
    if (before.isPresent()) {
      LeftOvers.end(before.get(), this::progress);
      file.delete();
    }
    if (port == 0) {
      port = new PortBook(file.data()).of("gateway");
    }
    if (!Ports.isFree(port)) {
      throw new IOException(
          "Port "
              + port
              + " is in use by another program. Stop that one, or choose another port: up --port "
              + (port + 1));
    }
    var supervisor = new Supervisor(options(), file, this::progress);
    var state = supervisor.up();
    if (!background) {
      show(state);
      if (!json) {
        System.out.println("It runs until you press Ctrl-C.");
      }
    }
    supervisor.stay();
  }

  private int detached(StateFile file) throws IOException, InterruptedException {
    var arguments = command.commandLine().getParseResult().originalArgs();
    var ended = new Background(file.data(), arguments).start(json ? line -> {} : this::say);
    if (ended.isPresent()) {
      System.err.println(ended.get());
      if (json) {
        System.out.println(View.nothing(file.data().path().toString()));
      }
      return 1;
    }
    show(file.read().orElseThrow());
    return 0;
  }

  /** A second `up`: the same answer as the first one, as soon as that one has it. */
  private int already(StateFile file) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (file.supervised() && System.nanoTime() < deadline) {
      var state = file.read();
      if (state.isPresent() && state.get().ready()) {
        progress("It is already running.");
        show(state.get());
        return 0;
      }
      Thread.sleep(100);
    }
    System.err.println("Another `up` works on " + file.data().path() + " and did not get ready.");
    return 1;
  }

  private void show(RunState state) throws IOException {
    System.out.println(json ? View.of(state).json() : new Guide(state, checkout).text());
  }

  /** Progress is for people: beside a JSON object it goes where errors go. */
  private void progress(String line) {
    if (json && !background) {
      System.err.println(line);
    } else {
      say(line);
    }
  }

  private void say(String line) {
    System.out.println(line);
  }

  private UpOptions options() {
    if (port < 0 || port > 65_535) {
      throw new ParameterException(command.commandLine(), "--port takes 0 to 65535, not " + port);
    }
    if (!(speed >= 0)) {
      throw new ParameterException(command.commandLine(), "--speed takes a number from 0");
    }
    if (target.aws && accounts == null) {
      throw new ParameterException(
          command.commandLine(),
          "--aws needs --accounts FILE: which accounts, roles and regions to look after."
              + " A first `up` writes an example to "
              + checkout.data().config().resolve("accounts.yaml"));
    }
    if (accounts != null && !Files.isReadable(accounts)) {
      throw new ParameterException(
          command.commandLine(), "--accounts: " + accounts + " cannot be read");
    }
    if (target.endpoint != null && !isHttp(target.endpoint)) {
      throw new ParameterException(
          command.commandLine(), "--aws-endpoint takes a URL such as http://127.0.0.1:4566");
    }
    for (var service : without) {
      if (!services.contains(service)) {
        throw new ParameterException(
            command.commandLine(),
            "--without: no service is called " + service + "; there are " + services);
      }
    }
    return new UpOptions(
        Checkout.home(),
        checkout.data(),
        port,
        target.endpoint,
        target.aws,
        accounts,
        speed,
        services.stream().filter(name -> !name.isBlank()).filter(this::wanted).toList(),
        without);
  }

  /** Its sign-in page has no passwords, which is not for databases that somebody depends on. */
  private boolean wanted(String service) {
    return !service.equals(UpOptions.CONSOLE) || !noConsole && !target.aws;
  }

  private static boolean isHttp(String url) {
    try {
      var parsed = URI.create(url);
      return parsed.getHost() != null && String.valueOf(parsed.getScheme()).matches("https?");
    } catch (IllegalArgumentException notAUrl) {
      return false;
    }
  }
}
