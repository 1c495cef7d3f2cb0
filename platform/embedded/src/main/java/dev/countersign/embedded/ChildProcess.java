package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs beside us: started, awaited, killed, paused and started again with the same
 * address. Its output is appended to a log file, which therefore survives both of us.
 */
public abstract class ChildProcess implements AutoCloseable {
  private final String name;
  private final Path log;
  private volatile @Nullable Process process;
  private long logStart;

  protected ChildProcess(String name, Path log) {
    this.name = name;
    this.log = log;
  }

  /** The command for the next start. */
  protected abstract ProcessBuilder command() throws IOException;

  /** Whether clients are served. Asked often, so it must answer quickly. */
  protected abstract boolean ready();

  /** What has to be in order before each start, for example no older instance on the same data. */
  protected void prepare() throws IOException {}

  /** How long to wait between two questions whether it is ready. */
  protected Duration lookEvery() {
    return Duration.ofMillis(25);
  }

  /** The signal that asks for an orderly end. */
  protected String stopSignal() {
    return "TERM";
  }

  protected Duration startLimit() {
    return Duration.ofSeconds(120);
  }

  protected Duration stopLimit() {
    return Duration.ofSeconds(10);
  }

  /** Registers what has to happen when this process ends, while its children still run. */
  public static void beforeTheyStop(Runnable act) {
    Children.beforehand(act);
  }

  /** Registers what has to happen when this process ends, once no child runs any more. */
  public static void afterTheyStopped(Runnable act) {
    Children.afterwards(act);
  }

  /** Starts the program and returns when it is ready. */
  public final synchronized void start() {
    launch();
    awaitReady();
  }

  /** Starts the program and returns at once; {@link #awaitReady} waits for it. */
  public final synchronized void launch() {
    if (alive()) {
      throw new IllegalStateException(name + " is already running as " + pid());
    }
    try {
      prepare();
      if (log.getParent() != null) {
        Files.createDirectories(log.getParent());
      }
      logStart = Files.exists(log) ? Files.size(log) : 0;
      var running =
          command()
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      process = running;
      if (!Children.add(this)) {
        running.destroyForcibly();
        throw new ChildFailed(name + " is not started any more: this process is ending");
      }
      Watchdog.start(running, stopSignal());
    } catch (IOException broken) {
      throw new ChildFailed(name + " could not be started: " + broken.getMessage(), broken);
    }
  }

  /**
   * Waits until clients are served; where that does not come about, says why with the log's end.
   */
  public final void awaitReady() {
    long deadline = System.nanoTime() + startLimit().toNanos();
    while (!ready()) {
      var running = process;
      if (running == null || !running.isAlive()) {
        throw new ChildFailed(name + " ended instead of starting." + tailOfLog());
      }
      if (System.nanoTime() > deadline) {
        throw new ChildFailed(
            name + " was not ready after " + startLimit().toSeconds() + " s." + tailOfLog());
      }
      pause(lookEvery());
    }
  }

  /**
   * An orderly end within {@link #stopLimit}, by force after that. Does nothing if it is not
   * running.
   */
  public void stop() {
    var running = process;
    if (running != null && running.isAlive()) {
      Signals.send(stopSignal(), running.pid());
      if (!endedWithin(running, stopLimit())) {
        kill9();
      }
    }
    Children.remove(this);
  }

  /** SIGKILL: no goodbye, no flush. Returns when the process is gone. */
  public final void kill9() {
    var running = process;
    if (running != null) {
      running.destroyForcibly();
      endedWithin(running, Duration.ofSeconds(10));
    }
  }

  /** Ends it (in order, if it still runs) and starts it again on the same address and data. */
  public final synchronized void restart() {
    stop();
    start();
  }

  /** SIGSTOP: alive to the operating system, silent to everybody else. */
  public final void pause() {
    Signals.send("STOP", pid());
  }

  public final void resume() {
    Signals.send("CONT", pid());
  }

  public final boolean alive() {
    var running = process;
    return running != null && running.isAlive();
  }

  public final long pid() {
    var running = process;
    if (running == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return running.pid();
  }

  /** Completes when the process that runs now ends. */
  public final CompletableFuture<Process> exit() {
    var running = process;
    if (running == null) {
      throw new IllegalStateException(name + " was never started");
    }
    return running.onExit();
  }

  public final String name() {
    return name;
  }

  public final Path log() {
    return log;
  }

  @Override
  public final void close() {
    stop();
  }

  /** Whether a line since the last start begins with the given words. */
  protected final boolean says(String words) {
    return LogTail.since(log, logStart).anyMatch(line -> line.startsWith(words));
  }

  private String tailOfLog() {
    var lines = LogTail.since(log, logStart).toList();
    var tail = lines.subList(Math.max(0, lines.size() - 20), lines.size());
    return "\nThe end of " + log + ":\n  " + String.join("\n  ", tail);
  }

  private static boolean endedWithin(Process running, Duration limit) {
    try {
      return running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ChildFailed("interrupted while waiting for a child process", interrupted);
    }
  }
}
