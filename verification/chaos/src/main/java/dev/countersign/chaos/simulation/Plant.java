package dev.countersign.chaos.simulation;

import dev.countersign.chassis.loop.Loop;
import dev.countersign.contracts.event.StatusEvent;
import dev.countersign.contracts.event.StatusEvent.Evidence;
import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.event.StatusEvent.OperationIndeterminate;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.contracts.operation.OperationState;
import dev.countersign.executor.cloud.AwsTime;
import dev.countersign.executor.cloud.Cloud;
import dev.countersign.executor.core.ExecutionEvent;
import dev.countersign.executor.core.State;
import dev.countersign.executor.core.Transition;
import dev.countersign.executor.execution.Found.Stored;
import dev.countersign.executor.execution.MemoryRecords;
import dev.countersign.executor.execution.Records;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Credentials;
import dev.countersign.provider.Session;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Order;
import dev.countersign.provider.operation.Refusal;
import dev.countersign.rds.operations.ClusterSight;
import dev.countersign.rds.operations.InstanceSight;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Mistakes around the shell's ports. The invariants have to notice each of them. */
public enum Plant {
  /** None: the ports as they are. */
  NOTHING,

  /** A worker that was replaced goes on writing. */
  FENCE_SKIPPED {
    @Override
    Records records(Records records, World world) {
      return new ForwardingRecords(records) {
        @Override
        public CompletionStage<Optional<Saved>> save(Save save) {
          return super.save(save)
              .thenApply(saved -> saved.or(() -> Optional.of(written(world, save))));
        }
      };
    }
  },

  /** The call goes out before its intent is on record. */
  INTENT_AFTER_CALL {
    @Override
    Records records(Records records, World world) {
      return new ForwardingRecords(records) {
        @Override
        public CompletionStage<Optional<Saved>> save(Save save) {
          var stored = super.save(save);
          return save.isIntent() ? answer(Optional.of(new Saved(false))) : stored;
        }
      };
    }
  },

  /** After an ambiguous answer the call is made again, without a look. */
  BLIND_RESEND {
    @Override
    Cloud cloud(Cloud cloud) {
      return resending(cloud, call -> true);
    }
  },

  /** The SDK sends again by itself what was not answered. */
  SDK_RETRIES {
    @Override
    Cloud cloud(Cloud cloud) {
      return new ForwardingCloud(cloud) {
        @Override
        public CompletionStage<CallAnswer> call(
            Order order, Session session, Call call, Instant before) {
          return super.call(order, session, call, before)
              .thenCompose(answer ->
                  answer instanceof CallAnswer.Unanswered
                      ? super.call(order, session, call, before)
                      : answer(answer));
        }
      };
    }
  },

  /** A decision that is delivered again becomes an execution again. */
  INBOX_DROPPED {
    @Override
    Optional<MemoryRecords.Entered> enter(
        MemoryRecords records, String eventId, String owner, Stored stored, String envelope) {
      return Optional.of(records.enter(owner, stored, envelope));
    }
  },

  /** Somebody else's turn begins while the credentials of a lost call still live. */
  CREDENTIALS_FORGOTTEN {
    @Override
    Cloud cloud(Cloud cloud) {
      return new ForwardingCloud(cloud) {
        @Override
        public CompletionStage<CallAnswer> call(
            Order order, Session session, Call call, Instant before) {
          return super.call(order, ((ShortLived) session).session(), call, before);
        }

        @Override
        public CompletionStage<Session> open(Order order, int attempt, Call call, Instant expiry) {
          return super.open(order, attempt, call, expiry).thenApply(ShortLived::new);
        }
      };
    }
  },

  /** An accepted call counts as success. */
  ACCEPTED_IS_DONE {
    @Override
    Records records(Records records, World world) {
      return new ForwardingRecords(records) {
        @Override
        public CompletionStage<Optional<Saved>> save(Save save) {
          return super.save(save.next() instanceof State.Confirming ? done(save, world) : save);
        }
      };
    }
  },

  /** A claim whose answer was lost is looked for by nobody. */
  CLAIM_FORGOTTEN {
    @Override
    Records records(Records records, World world) {
      return new ForwardingRecords(records) {
        @Override
        public CompletionStage<Set<String>> held(String owner, int known) {
          return answer(Set.of());
        }
      };
    }
  },

  /** Where AWS's clock is, nobody asks. */
  CLOCKS_TRUSTED {
    @Override
    Cloud cloud(Cloud cloud) {
      return new ForwardingCloud(cloud) {
        @Override
        public AwsTime time() {
          return new AwsTime(Duration.ofSeconds(5), () -> super.time().now());
        }
      };
    }
  },

  /** Whether the approval still holds when the call leaves, nobody asks. */
  EXPIRY_IGNORED {
    @Override
    Cloud cloud(Cloud cloud) {
      return new ForwardingCloud(cloud) {
        @Override
        public CompletionStage<Session> open(Order order, int attempt, Call call, Instant expiry) {
          return super.open(order, attempt, call, Instant.MAX);
        }

        @Override
        public CompletionStage<CallAnswer> call(
            Order order, Session session, Call call, Instant before) {
          return super.call(order, session, call, Instant.MAX);
        }
      };
    }
  },

  /** Not quite what was signed. */
  ANOTHER_ARGUMENT {
    @Override
    Cloud cloud(Cloud cloud) {
      return new ForwardingCloud(cloud) {
        @Override
        public CompletionStage<CallAnswer> call(
            Order order, Session session, Call call, Instant before) {
          var arguments = new HashMap<>(call.arguments());
          arguments.computeIfPresent("ForceFailover", (name, value) -> true);
          return super.call(
              order, session, new Call(call.action(), arguments, call.rights()), before);
        }
      };
    }
  },

  /** What was signed, on another instance. */
  ANOTHER_INSTANCE {
    @Override
    Cloud cloud(Cloud cloud) {
      return new ForwardingCloud(cloud) {
        @Override
        public CompletionStage<CallAnswer> call(
            Order order, Session session, Call call, Instant before) {
          var arguments = new HashMap<>(call.arguments());
          arguments.replace("DBInstanceIdentifier", "two", "three");
          return super.call(
              order, session, new Call(call.action(), arguments, call.rights()), before);
        }
      };
    }
  },

  /** The failover that was signed, to another member. */
  ANOTHER_MEMBER {
    @Override
    Cloud cloud(Cloud cloud) {
      return new ForwardingCloud(cloud) {
        @Override
        public CompletionStage<CallAnswer> call(
            Order order, Session session, Call call, Instant before) {
          var arguments = new HashMap<>(call.arguments());
          arguments.replace("TargetDBInstanceIdentifier", "shop-2", "shop-3");
          return super.call(
              order, session, new Call(call.action(), arguments, call.rights()), before);
        }
      };
    }
  },

  /** The same with failovers alone: they leave no state that a second one would meet. */
  FAILOVER_RESENT {
    @Override
    Cloud cloud(Cloud cloud) {
      return resending(cloud, call -> call.action().equals("FailoverDBCluster"));
    }
  },

  /** Whether a member's operation excludes its cluster's, nobody asks. */
  MEMBERSHIP_ASSUMED {
    @Override
    Records records(Records records, World world) {
      return new ForwardingRecords(records) {
        @Override
        public CompletionStage<Boolean> excludes(String operationId, String cluster) {
          return answer(true);
        }
      };
    }
  },

  /** A change is stored, and what belongs to it is not told. */
  EVENT_DROPPED {
    @Override
    Records records(Records records, World world) {
      return new ForwardingRecords(records) {
        @Override
        public CompletionStage<Optional<Saved>> save(Save save) {
          var events =
              save.transition().events().stream()
                  .filter(change -> !(change.report() instanceof OperationProgressed))
                  .toList();
          return super.save(
              new Save(
                  save.standing(),
                  save.next(),
                  new Transition(events, save.transition().effects())));
        }
      };
    }
  },

  /** A change that takes longer than anybody waits counts as stored. */
  LATE_IS_STORED {
    @Override
    Records records(Records records, World world) {
      return new ForwardingRecords(records) {
        @Override
        public CompletionStage<Optional<Saved>> save(Save save) {
          var stored = super.save(save).toCompletableFuture();
          world.timeline.in(
              Duration.ofSeconds(25), () -> stored.complete(Optional.of(new Saved(false))));
          return stored;
        }
      };
    }
  },

  /** Timers for what nobody ever answers do not ring. */
  WAITS_FOR_EVER {
    @Override
    Loop loop(Loop loop) {
      return new Loop() {
        @Override
        public void execute(Runnable task) {
          loop.execute(task);
        }

        @Override
        public void after(Duration pause, Runnable task) {
          if (pause.compareTo(Duration.ofMinutes(1)) < 0) {
            loop.after(pause, task);
          }
        }

        @Override
        public long nanos() {
          return loop.nanos();
        }
      };
    }
  },

  /** What RDS tells of an instance is never read, and nobody misses it. */
  EVENTS_UNREAD {
    @Override
    Cloud cloud(Cloud cloud) {
      return Misread.by(
          cloud,
          sight ->
              sight instanceof InstanceSight seen
                  ? new InstanceSight(
                      seen.instance(), seen.snapshot(), seen.details(), List.of(), seen.seenAt())
                  : sight);
    }
  },

  /** What RDS tells of a cluster is never read, and nobody misses it. */
  FAILOVERS_UNREAD {
    @Override
    Cloud cloud(Cloud cloud) {
      return Misread.by(
          cloud,
          sight ->
              sight instanceof ClusterSight seen
                  ? Misread.with(seen, seen.cluster(), List.of())
                  : sight);
    }
  },

  /** Whom a failover has promoted, nobody asks: any will do. */
  ANY_MEMBER_WILL_DO {
    @Override
    Cloud cloud(Cloud cloud) {
      return Misread.by(
          cloud,
          (target, sight) ->
              // Before the call it is seen as it is.
              target.accepted() != null && sight instanceof ClusterSight seen
                  ? Misread.with(
                      seen, Misread.promoted(seen.cluster(), target.order()), seen.events())
                  : sight);
    }
  },

  /** A call without an answer counts as success. */
  SILENCE_IS_SUCCESS {
    @Override
    Records records(Records records, World world) {
      return endingWhereUnknown(records, world, save -> done(save, world));
    }
  },

  /** A call without an answer ends its operation as indeterminate at once, and the next begins. */
  DOUBT_IS_THE_END {
    @Override
    Records records(Records records, World world) {
      return endingWhereUnknown(records, world, save -> doubted(save, world));
    }
  };

  Loop loop(Loop loop) {
    return loop;
  }

  Records records(Records records, World world) {
    return records;
  }

  Cloud cloud(Cloud cloud) {
    return cloud;
  }

  Optional<MemoryRecords.Entered> enter(
      MemoryRecords records, String eventId, String owner, Stored stored, String envelope) {
    return records.enter(eventId, owner, stored, envelope);
  }

  private static Records.Saved written(World world, Records.Save save) {
    var row = world.records.row(save.standing().operationId());
    if (row == null) {
      throw new IllegalStateException("never put on record");
    }
    return world.records.store(row, save);
  }

  private static Records.Save done(Records.Save save, World world) {
    var id = save.standing().operationId();
    return ended(
        save,
        OperationState.SUCCEEDED,
        new OperationSucceeded(id, Map.of(), List.of(), 0, world.timeline.time()));
  }

  private static Records.Save doubted(Records.Save save, World world) {
    var id = save.standing().operationId();
    var evidence = new Evidence("nothing", Map.of(), world.timeline.time());
    return ended(
        save,
        OperationState.INDETERMINATE,
        new OperationIndeterminate(id, "No answer.", "Look.", List.of(evidence)));
  }

  private static Records.Save ended(
      Records.Save save, OperationState as, StatusEvent.Terminal report) {
    var finished = new ExecutionEvent.Finished(as, report);
    return new Records.Save(
        save.standing(),
        new State.Ended(save.next().terms(), as),
        new Transition(List.of(finished), List.of()));
  }

  /** Whoever was in charge takes it for somebody else's by now. */
  private static Records endingWhereUnknown(
      Records records, World world, UnaryOperator<Records.Save> end) {
    // What is told instead is what has to be told.
    return new ForwardingRecords(new NotedRecords(records, world)) {
      @Override
      public CompletionStage<Optional<Saved>> save(Save save) {
        return save.next() instanceof State.Unknown
            ? super.save(end.apply(save)).thenApply(_ -> Optional.empty())
            : super.save(save);
      }
    };
  }

  private static Cloud resending(Cloud cloud, Predicate<Call> which) {
    return new ForwardingCloud(cloud) {
      @Override
      public CompletionStage<CallAnswer> call(
          Order order, Session session, Call call, Instant before) {
        return super.call(order, session, call, before)
            .thenApply(answer ->
                answer instanceof CallAnswer.Unanswered(var reason) && which.test(call)
                    ? new CallAnswer.Refused(
                        Refusal.THROTTLED, new Fault("lost", null, null, reason, "Wait."))
                    : answer);
      }
    };
  }

  /** Credentials that are taken to end a quarter of an hour before they do. */
  private record ShortLived(Session session) implements Session {
    @Override
    public String name() {
      return session.name();
    }

    @Override
    public Instant expires() {
      return session.expires().minus(Duration.ofSeconds(880));
    }

    @Override
    public Credentials credentials() {
      return session.credentials();
    }
  }

  private static <T> CompletionStage<T> answer(T given) {
    return CompletableFuture.completedFuture(given);
  }
}
