package dev.countersign.local.run;

import dev.countersign.embedded.BrokerProcess;
import dev.countersign.embedded.ChildProcess;
import dev.countersign.embedded.Database;
import dev.countersign.embedded.KafkaUsers;
import dev.countersign.embedded.PostgresProcess;
import dev.countersign.embedded.SimulatorProcess;
import dev.countersign.local.home.KafkaLogins;
import dev.countersign.local.home.KeyFiles;
import dev.countersign.local.home.Passwords;
import dev.countersign.local.home.PortBook;
import dev.countersign.local.signin.SignIn;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The list of processes, and the order in which they can start. */
final class Platform {
  private final UpOptions options;
  private final PostgresProcess postgres;
  private final KafkaLogins logins;
  private final BrokerProcess broker;
  private final @Nullable SimulatorProcess simulator;
  private final int signInPort;
  private @Nullable SignIn signIn;
  private final Map<String, Integer> servicePorts = new LinkedHashMap<>();
  private final List<ChildProcess> running = new CopyOnWriteArrayList<>();

  Platform(UpOptions options) throws IOException {
    this.options = options;
    for (var service : options.services()) {
      var jar = options.application(service).resolve("quarkus-run.jar");
      if (!Files.isRegularFile(jar)) {
        throw new IOException(jar + " is not there: build first (./countersign build)");
      }
    }
    var data = options.data();
    var ports = new PortBook(data);
    postgres = PostgresProcess.at(data.postgres(), ports.of("postgres"), data.log("postgres"));
    logins = new KafkaLogins(data);
    logins.write();
    broker =
        BrokerProcess.at(
            data.broker(),
            ports.of("broker"),
            data.log("broker"),
            "--users",
            logins.broker().toString());
    simulator =
        options.simulated()
            ? SimulatorProcess.at(
                data.simulator(), ports.of("simulator"), options.speed(), data.log("simulator"))
            : null;
    signInPort = options.services().contains(UpOptions.CONSOLE) ? ports.of("sign-in") : 0;
    for (var service : options.services()) {
      servicePorts.put(service, service.equals("gateway") ? options.port() : ports.of(service));
    }
  }

  /**
   * Starts everything. What does not need each other starts at once.
   *
   * @param ready hears of each process as it serves, in this thread or another
   */
  void start(BiConsumer<ChildProcess, String> ready) throws IOException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var databases =
          begin(threads, postgres, ready).thenApply(done -> unchecked(this::databasesUpToDate));
      var topics =
          begin(threads, broker, ready).thenApply(done -> unchecked(this::topicsAndRights));
      var aws =
          simulator == null
              ? CompletableFuture.<Void>completedFuture(null)
              : begin(threads, simulator, ready);
      var users = topics.join();
      aws.join();
      var services = services(databases.join(), users);
      CompletableFuture.allOf(
              services.stream()
                  .map(service -> begin(threads, service, ready))
                  .toArray(CompletableFuture[]::new))
          .join();
    } catch (CompletionException failed) {
      switch (failed.getCause()) {
        case RuntimeException unchecked -> throw unchecked;
        case IOException broken -> throw broken;
        case null, default -> throw failed;
      }
    }
  }

  private CompletableFuture<Void> begin(
      ExecutorService threads, ChildProcess child, BiConsumer<ChildProcess, String> ready) {
    child.launch();
    running.add(child);
    long since = System.nanoTime();
    return CompletableFuture.runAsync(
        () -> {
          child.awaitReady();
          ready.accept(
              child, "ready in %.1f s".formatted((System.nanoTime() - since) / 1_000_000_000.0));
        },
        threads);
  }

  private Map<String, Database> databasesUpToDate() throws IOException {
    var passwords = new Passwords(options.data().secrets());
    var databases = new LinkedHashMap<String, Database>();
    if (options.services().isEmpty()) {
      return databases;
    }
    try (var migrations = new Migrations(options.application(options.services().getFirst()))) {
      for (var service : options.stores()) {
        var database =
            postgres.createDatabase(
                service, passwords.of(service + "_owner"), passwords.of(service));
        migrations.run(service, options.application(service), database);
        databases.put(service, database);
      }
    }
    return databases;
  }

  private KafkaUsers topicsAndRights() throws IOException {
    var users = logins.users();
    broker.createTopics(users);
    return users;
  }

  private List<ServiceProcess> services(Map<String, Database> databases, KafkaUsers users)
      throws IOException {
    var settings = new ServiceSettings(options, users, kafka(), simulatorUrl());
    var services = new ArrayList<ServiceProcess>();
    for (var name : options.services()) {
      int port = servicePorts.getOrDefault(name, 0);
      var database = databases.get(name);
      var environment =
          database == null
              ? settings.ofConsole(servicePorts, consoleUrl(), signIn())
              : settings.of(name, database, servicePorts);
      if (options.without().contains(name)) {
        EnvironmentFile.write(options.data().environment(name), environment);
      } else {
        // Passwords that nobody needs any more.
        Files.deleteIfExists(options.data().environment(name));
        services.add(
            new ServiceProcess(
                name,
                options.application(name).resolve("quarkus-run.jar"),
                port,
                environment,
                options.data().log(name)));
      }
    }
    return services;
  }

  /** In the order in which they were started. */
  List<ChildProcess> running() {
    return List.copyOf(running);
  }

  /** Where people open the console; null where none runs. */
  @Nullable String consoleUrl() {
    var port = servicePorts.get(UpOptions.CONSOLE);
    return port == null ? null : "http://127.0.0.1:" + port;
  }

  /** Where they sign in. It ends with this process. */
  private SignIn signIn() throws IOException {
    var running = signIn;
    if (running == null) {
      var secrets = options.data().secrets();
      running =
          new SignIn(
              signInPort,
              new KeyFiles(secrets).token(),
              String.valueOf(consoleUrl()),
              new Passwords(secrets).of(UpOptions.CONSOLE),
              Clock.systemUTC());
      signIn = running;
    }
    return running;
  }

  String kafka() {
    return broker.bootstrapServers();
  }

  String postgresAddress() {
    return "127.0.0.1:" + postgres.port();
  }

  @Nullable String simulatorUrl() {
    return simulator == null ? null : simulator.url();
  }

  private static <T> T unchecked(Step<T> step) {
    try {
      return step.run();
    } catch (IOException broken) {
      throw new CompletionException(broken);
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }
}
