package dev.countersign.switchboard;

import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Connection;
import dev.countersign.provider.Listing;
import dev.countersign.provider.Outcome;
import dev.countersign.provider.Place;
import dev.countersign.provider.Provider;
import dev.countersign.provider.ResourceKind;
import dev.countersign.provider.Session;
import dev.countersign.provider.Surroundings;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Operation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Found like any other provider, because it is on the class path of these tests. */
public final class SwitchboardProvider implements Provider {
  private static final Map<String, Operation<?>> OPERATIONS =
      Map.of("ring_line", new RingLine(), "set_greeting", new SetGreeting());

  @Override
  public String service() {
    return "switchboard";
  }

  @Override
  public String name() {
    return "the switchboard";
  }

  @Override
  public Optional<Operation<?>> operation(String name) {
    return Optional.ofNullable(OPERATIONS.get(name));
  }

  @Override
  public List<String> rightsToLook() {
    return List.of("switchboard:DescribeLines");
  }

  @Override
  public List<ResourceKind> kinds() {
    return List.of(new ResourceKind("line", "OperateOnLines", "Line", true, true));
  }

  @Override
  public String everyArn(String partition, String account, String kind) {
    return String.join(":", "arn", partition, "switchboard", "*", account, kind, "*");
  }

  /** Nowhere is there a line; where one is needed, a test has the cloud. */
  @Override
  public Connection connect(Surroundings with) {
    return new Connection() {
      @Override
      public CompletionStage<Listing> discover(Place place) {
        return CompletableFuture.completedFuture(
            new Listing(Set.of(Switchboard.LINE.kind()), List.of(), Set.of(), null));
      }

      @Override
      public CompletionStage<Listing> named(Place place, Collection<String> identifiers) {
        return discover(place);
      }

      @Override
      public CompletionStage<Void> look(Place place, List<Watch> watches) {
        return CompletableFuture.failedFuture(new IllegalStateException("no line"));
      }

      @Override
      public CompletionStage<String> send(Place place, Session session, Call call) {
        return CompletableFuture.failedFuture(new IllegalStateException("no line"));
      }

      @Override
      public CallAnswer answer(Throwable fault, Call call) {
        return new CallAnswer.Unanswered("no line");
      }

      @Override
      public Outcome outcome(@Nullable Throwable fault) {
        return fault == null ? Outcome.ANSWERED : Outcome.FAILED;
      }

      @Override
      public boolean notPermitted(Throwable fault) {
        return false;
      }

      @Override
      public String words(Throwable fault) {
        return String.valueOf(fault.getMessage());
      }
    };
  }
}
