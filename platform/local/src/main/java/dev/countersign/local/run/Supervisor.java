package dev.countersign.local.run;

import dev.countersign.embedded.BrokerProcess;
import dev.countersign.embedded.ChildProcess;
import dev.countersign.embedded.PostgresProcess;
import dev.countersign.embedded.SimulatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Brings the platform up, keeps it up, and writes down what runs. It ends with this process. */
public final class Supervisor {
  private final UpOptions options;
  private final StateFile file;
  private final Platform platform;
  private final Consumer<String> report;
  private final List<Keeper> keepers = new ArrayList<>();
  private final long begin = System.nanoTime();
  private volatile boolean ready;
  private volatile double readySeconds;

  /** The caller holds the lock of the data folder. */
  public Supervisor(UpOptions options, StateFile file, Consumer<String> report) throws IOException {
    this.options = options;
    this.file = file;
    this.report = report;
    this.platform = new Platform(options);
  }

  /** Returns when everything serves. */
  public RunState up() throws IOException {
    ChildProcess.beforeTheyStop(this::end);
    write();
    platform.start((child, words) -> {
      report.accept("%-10s %s".formatted(child.name(), words));
      write();
    });
    synchronized (this) {
      for (var child : platform.running()) {
        var keeper = new Keeper(child, report, this::write);
        keepers.add(keeper);
        Thread.ofVirtual().name("keep-" + child.name()).start(keeper);
        if (child instanceof ServiceProcess service) {
          Thread.ofVirtual().name("pulse-" + child.name()).start(new Pulse(service, report));
        }
      }
    }
    Thread.ofVirtual()
        .name("log-rotation")
        .start(new LogRotation(options.data().logs(), LogRotation.LIMIT));
    if (options.simulated()
        && options.services().contains("gateway")
        && options.without().isEmpty()) {
      Inventory.await(options);
    }
    readySeconds = Math.round((System.nanoTime() - begin) / 100_000_000.0) / 10.0;
    ready = true;
    write();
    return state();
  }

  /** Waits until this process is asked to end. */
  public void stay() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private synchronized void write() {
    try {
      file.write(state());
    } catch (IOException broken) {
      throw new UncheckedIOException("the state file cannot be written", broken);
    }
  }

  private synchronized RunState state() {
    return new RunState(
        ready,
        readySeconds,
        "http://127.0.0.1:" + options.port(),
        platform.consoleUrl(),
        platform.simulatorUrl(),
        platform.kafka(),
        platform.postgresAddress(),
        options.data().path().toString(),
        Pids.describe("supervisor", ProcessHandle.current().pid(), 0, null),
        platform.running().stream().map(this::describe).toList());
  }

  private RunState.Running describe(ChildProcess child) {
    int restarts =
        keepers.stream().filter(keeper -> keeper.child() == child).mapToInt(Keeper::restarts).sum();
    var health =
        switch (child) {
          case ServiceProcess service -> service.health();
          case SimulatorProcess simulator -> simulator.health();
          case BrokerProcess broker -> "tcp://" + broker.bootstrapServers();
          case PostgresProcess postgres -> "tcp://127.0.0.1:" + postgres.port();
          default -> null;
        };
    return Pids.describe(child.name(), child.pid(), restarts, health);
  }

  /** The services first and all at once; what they stand on is stopped after them. */
  private void end() {
    synchronized (this) {
      keepers.forEach(Keeper::letGo);
    }
    var services = platform.running().stream().filter(ServiceProcess.class::isInstance).toList();
    var threads =
        services.stream().map(service -> Thread.ofVirtual().start(service::stop)).toList();
    for (var thread : threads) {
      try {
        thread.join(Duration.ofSeconds(75));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    ChildProcess.afterTheyStopped(this::forget);
  }

  private void forget() {
    try {
      file.delete();
    } catch (IOException broken) {
      // the next start finds a state whose processes are gone
    }
  }
}
