package dev.countersign.executor.hosting;

import dev.countersign.chassis.loop.Loop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** One of Vert.x's event loops. */
final class VertxLoop implements Loop {
  private final Vertx vertx;
  private final Context context;

  VertxLoop(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  @Override
  public void execute(Runnable task) {
    context.runOnContext(go -> task.run());
  }

  @Override
  public void after(Duration pause, Runnable task) {
    // Up to the next millisecond: not before its time.
    var millis = Math.max(1, pause.plusNanos(999_999).toMillis());
    vertx.setTimer(millis, fired -> execute(task));
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
