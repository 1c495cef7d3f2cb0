package dev.countersign.executor.preview;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.chassis.loop.Question;
import dev.countersign.contracts.preview.PlanAnswer;
import dev.countersign.contracts.preview.PlanQuestion;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.execution.SignedOrders;
import dev.countersign.executor.intake.Inspection;
import dev.countersign.executor.providers.Providers;
import dev.countersign.executor.sweep.Sweeper;
import dev.countersign.provider.Place;
import dev.countersign.provider.Target;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Sight;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/**
 * Looks at the service now, and says what an execution would find. All looks of one process go
 * through a sweep of their own, and through the pace of all: previews share calls. Where AWS lets
 * few calls through, they take a part of them.
 */
public final class Previews {
  private static final int AT_ONCE = 100;

  private final Loop loop;
  private final Cloud cloud;
  private final Sweeper sweeper;
  private final Inspection inspection;
  private final SignedOrders orders;
  private final InstantSource clock;
  private final Duration patience;
  private int underWay;

  /**
   * @param patience how long a look may take
   */
  public Previews(
      Loop loop,
      Cloud cloud,
      Inspection inspection,
      SignedOrders orders,
      InstantSource clock,
      Duration patience) {
    this.loop = loop;
    this.cloud = cloud;
    this.sweeper = new Sweeper(cloud, loop);
    this.inspection = inspection;
    this.orders = orders;
    this.clock = clock;
    this.patience = patience;
  }

  /** More are being made than is good for AWS. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("too many previews at once", null, false, false);
    }
  }

  /** The resource could not be looked at. */
  static final class NotSeen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSeen(String why) {
      super(why, null, false, false);
    }
  }

  /** Completes on the loop, within the patience; from any thread. */
  public CompletableFuture<PlanAnswer> of(PlanQuestion question) {
    var wrong = inspection.wrongHere(question.request());
    if (wrong.isPresent()) {
      return CompletableFuture.completedFuture(Findings.notTaken(wrong.get()));
    }
    var answer = new CompletableFuture<PlanAnswer>();
    loop.execute(() -> {
      try {
        look(orders.order(question.request(), question.classification()), answer);
      } catch (RuntimeException bug) {
        answer.completeExceptionally(bug);
      }
    });
    return answer;
  }

  private void look(Order order, CompletableFuture<PlanAnswer> answer) {
    if (underWay >= AT_ONCE) {
      answer.completeExceptionally(new TooMany());
      return;
    }
    underWay++;
    var looking = sweeper.look(new Target(order, clock.instant(), null), Duration.ZERO);
    // Nobody may be waiting for it any more; AWS is still asked.
    looking.whenComplete((_, _) -> loop.execute(() -> underWay--));
    Question.of(loop, () -> looking)
        .within(patience)
        .answer()
        .whenComplete((sight, fault) -> {
          if (fault == null) {
            find(order, sight, answer);
          } else {
            answer.completeExceptionally(
                new NotSeen(cloud.words(Providers.of(order).service(), fault)));
          }
        });
  }

  /** A bug in what is found is not AWS's fault, and is told as ours. */
  private void find(Order order, Sight sight, CompletableFuture<PlanAnswer> answer) {
    try {
      var clocks = cloud.time().disagreement(Place.of(order.instance()));
      answer.complete(Findings.of(order, sight, clocks));
    } catch (RuntimeException bug) {
      answer.completeExceptionally(bug);
    }
  }
}
