package dev.countersign.relay.publishing;

import dev.countersign.chassis.loop.Loop;
import java.time.Duration;
import java.util.function.Consumer;

/** A loop on which no task's fault is lost. */
final class GuardedLoop implements Loop {
  private final Loop loop;
  private final Consumer<Throwable> onFault;

  GuardedLoop(Loop loop, Consumer<Throwable> onFault) {
    this.loop = loop;
    this.onFault = onFault;
  }

  @Override
  public void execute(Runnable task) {
    loop.execute(() -> run(task));
  }

  @Override
  public void after(Duration pause, Runnable task) {
    loop.after(pause, () -> run(task));
  }

  @Override
  public long nanos() {
    return loop.nanos();
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      // An Error, too: one that ends a thread for good ends what nobody else does.
      onFault.accept(e);
    }
  }
}
