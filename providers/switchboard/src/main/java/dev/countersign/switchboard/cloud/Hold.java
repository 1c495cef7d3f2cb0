package dev.countersign.switchboard.cloud;

import java.util.concurrent.CompletableFuture;

/** Requests about a line wait here until a test says what becomes of them. */
public final class Hold {
  private final Runnable lift;
  private final CompletableFuture<Void> arrived = new CompletableFuture<>();
  private final CompletableFuture<Boolean> goesOn = new CompletableFuture<>();

  Hold(Runnable lift) {
    this.lift = lift;
  }

  /** Whether a request is, or was, held. */
  public boolean hasArrived() {
    return arrived.isDone();
  }

  /** Holds nobody else; who waits already waits on, as a packet on its way does. */
  public void lift() {
    lift.run();
  }

  /** Who waited goes on, however late. */
  public void letGo() {
    lift();
    goesOn.complete(true);
  }

  /** Nothing more comes of those who wait. */
  public void cutOff() {
    lift();
    goesOn.complete(false);
  }

  /** Waits; says whether the request goes on. */
  boolean passes() {
    arrived.complete(null);
    return goesOn.join();
  }
}
