package dev.countersign.gateway;

import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.ChangeRequest;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.DecisionEvent.OperationRejected;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventData;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.ResourceEvent.ResourceGone;
import dev.countersign.contracts.event.ResourceEvent.ResourceObserved;
import dev.countersign.contracts.event.StatusEvent.OperationProgressed;
import dev.countersign.contracts.event.StatusEvent.OperationQueued;
import dev.countersign.contracts.event.StatusEvent.OperationStarted;
import dev.countersign.contracts.event.StatusEvent.OperationSucceeded;
import dev.countersign.contracts.event.Trace;
import dev.countersign.contracts.resource.Instance;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.embedded.EventBus;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Plays discovery, policy and executor with real events. What becomes of an operation is in its
 * instance's name: {@code prod…} is refused, {@code dev…} approved, {@code done…} approved and
 * carried out, and of all others nothing is heard.
 */
final class Neighbours implements AutoCloseable {
  private final EventBus bus;
  private final List<Event> requests = new CopyOnWriteArrayList<>();
  private final Thread policy;
  private volatile boolean open = true;

  Neighbours(String bootstrapServers) {
    bus = new EventBus(bootstrapServers);
    bus.skip(Topics.REQUESTS);
    policy = Thread.ofPlatform().name("neighbours").start(this::listen);
  }

  /** Everything that was published to the requests topic since the beginning. */
  List<Event> requests() {
    return List.copyOf(requests);
  }

  /** Discovery sees an instance. */
  Instance observe(String account, String region, String identifier) {
    return observe(account, region, identifier, "available", Instant.now());
  }

  Instance observe(String account, String region, String identifier, String status, Instant at) {
    var key = Instance.keyOf(account, region, "db-" + EventIds.next().replace("-", ""));
    return observed(instance(key, identifier, status, at), key);
  }

  /** Discovery sees it in another state. */
  void observe(Instance seen, String status, Instant at) {
    observed(instance(seen.key(), seen.identifier(), status, at), seen.key());
  }

  /** Discovery sees another instance, and its event comes after all of this one's. */
  void observeWithKeyOf(Instance before, String identifier) {
    var key = before.key();
    var other = Instance.keyOf(key.account(), key.region(), "db-" + EventIds.next());
    observed(instance(other, identifier, "available", Instant.now()), key);
  }

  /** Discovery looked at a time, and it was not there. */
  void gone(Instance instance, Instant at) {
    var key = instance.key().toString();
    bus.send(
        Topics.RESOURCES,
        new Event(
            EventIds.next(),
            "/countersign/executor",
            at,
            key,
            key,
            0,
            new Trace("discovery", null, null),
            new ResourceGone(instance.key())));
  }

  private static Instance instance(
      ResourceKey key, String identifier, String status, Instant observedAt) {
    return new Instance(
        key,
        identifier,
        "arn:aws:rds:" + key.region() + ':' + key.account() + ":db:" + identifier,
        "postgres",
        "16.4",
        "db.t4g.medium",
        status,
        new Instance.Storage("gp3", 20, null, null),
        new Instance.Windows("03:00-04:00", "sun:05:00-sun:06:00", 7),
        new Instance.Topology(false, false, null, null, List.of()),
        List.of(),
        Map.of("Environment", "dev"),
        Map.of(),
        observedAt);
  }

  /** Discovery sees a resource of whatever kind. */
  <R extends Resource> R observe(R resource) {
    return observed(resource, resource.key());
  }

  private <R extends Resource> R observed(R instance, ResourceKey partition) {
    var key = instance.key();
    bus.send(
        Topics.RESOURCES,
        new Event(
            EventIds.next(),
            "/countersign/executor",
            Instant.now(),
            key.toString(),
            partition.toString(),
            0,
            new Trace("discovery", null, null),
            new ResourceObserved(instance)));
    return instance;
  }

  /** Somebody says something about an operation. */
  void say(String topic, Event request, long sequence, EventData data) {
    var source = topic.equals(Topics.DECISIONS) ? "/countersign/policy" : "/countersign/executor";
    bus.send(
        topic,
        new Event(
            EventIds.next(),
            source,
            Instant.now(),
            request.subject(),
            request.partitionKey(),
            sequence,
            Trace.causedBy(request),
            data));
  }

  /** Policy approves. */
  void approve(Event request) {
    say(
        Topics.DECISIONS,
        request,
        1,
        new OperationApproved(
            request.subject(),
            new Envelope("application/test", "e30=", List.of()),
            classification(Environment.DEVELOPMENT),
            List.of("non-production@1"),
            "abc",
            Instant.now().plusSeconds(300)));
  }

  /** The executor carries it out. */
  void carryOut(Event request) {
    var id = request.subject();
    say(Topics.STATUS, request, 1, new OperationQueued(id, 1, null));
    say(Topics.STATUS, request, 2, new OperationStarted(id, 1, "cs-" + id));
    say(Topics.STATUS, request, 3, new OperationProgressed(id, "confirming", 50, "half way"));
    var result = new HashMap<String, Object>(Map.of("status", "available", "success", true));
    if (request.data() instanceof OperationRequested asked) {
      result.putAll(asked.parameters());
    }
    say(
        Topics.STATUS,
        request,
        4,
        new OperationSucceeded(id, result, List.of(), 1.5, Instant.now()));
  }

  private void refuse(Event request) {
    say(
        Topics.DECISIONS,
        request,
        1,
        new OperationRejected(
            request.subject(),
            "production-closed",
            "Operations not allowed on production instances. Please create a CloudOps request.",
            "File the change request.",
            classification(Environment.PRODUCTION),
            List.of("production-gate@1"),
            "abc",
            new ChangeRequest("Reboot", "Please reboot.", Map.of("instance", "prod"))));
  }

  private static Classification classification(Environment environment) {
    return new Classification(
        environment, "tag", "Environment=x", "x", List.of("Environment"), Map.of());
  }

  private void listen() {
    while (open) {
      for (var event : bus.next(Topics.REQUESTS)) {
        requests.add(event);
        if (event.data() instanceof OperationRequested request) {
          answer(event, request.resourceIdentifier());
        }
      }
    }
  }

  private void answer(Event request, String instance) {
    if (instance.startsWith("prod")) {
      refuse(request);
    } else if (instance.startsWith("dev") || instance.startsWith("done")) {
      approve(request);
      if (instance.startsWith("done")) {
        carryOut(request);
      }
    }
  }

  @Override
  public void close() {
    open = false;
    try {
      policy.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    bus.close();
  }
}
