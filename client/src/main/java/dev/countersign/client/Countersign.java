package dev.countersign.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API. Every call blocks until there is an answer, so call it from virtual threads; all of them
 * throw a {@link ProblemException} where the API says no and {@link NotAnswered} where there was no
 * answer. Streams read pages as they are needed; those of live events have to be closed.
 */
public final class Countersign implements AutoCloseable {
  private final Calls calls;

  public Countersign(Settings settings) {
    this(new Calls(new RawApi(settings), settings.patience()));
  }

  private Countersign(Calls calls) {
    this.calls = calls;
  }

  /** The same, with all of its calls, and what comes of them, under one correlation id. */
  public Countersign under(String correlationId) {
    return new Countersign(calls.under(correlationId));
  }

  /**
   * The same, and whoever waits is told why a request is sent again.
   *
   * @param told of each {@link ProblemException} or {@link NotAnswered} that is not the last word
   */
  public Countersign telling(Consumer<? super RuntimeException> told) {
    return new Countersign(calls.telling(told));
  }

  /** The API's documents as they are, asked for and repeated as the records are. */
  public Documents documents() {
    return new Documents(calls);
  }

  /**
   * The same for another person, over the same connections: for a program that serves many people,
   * each with a token of their own. Not to be closed; closing the first one closes them all.
   *
   * @param address where the person is, as the gateway should count and record it; null says
   *     nothing
   */
  public Countersign forCaller(Supplier<String> token, @Nullable String address) {
    var headers = address == null ? List.<String>of() : List.of("X-Forwarded-For", address);
    return new Countersign(calls.forCaller(token, headers));
  }

  /** Requests as they are, without types and repeats. */
  public RawApi raw() {
    return calls.raw();
  }

  public Ledger ledger() {
    return new Ledger(calls);
  }

  /** Asks for an operation. That it is accepted is not a yes: {@link Operation#status} tells. */
  public Submission.Accepted submit(Submission asked) {
    var answer =
        calls.post(
            Endpoint.SUBMIT.template(), asked.body(), asked.idempotencyKey(), asked.prefer());
    var replayed = answer.header("Idempotency-Replayed").equals("true");
    return new Submission.Accepted(answer.as(Operation.class), replayed);
  }

  /** What would happen, were it submitted now. Changes nothing, and keeps nothing. */
  public Preview preview(Submission asked) {
    return calls.post(Endpoint.PREVIEW.template(), asked.body()).as(Preview.class);
  }

  public Operation operation(String id) {
    return calls.get(Endpoint.OPERATION.path(id), Operation.class);
  }

  /** Newest first. */
  public Stream<Operation> operations(OperationQuestion question) {
    return calls.list(
        Endpoint.LIST_OPERATIONS.query(question),
        Operations.class,
        page -> new Pages.Page<>(page.operations(), page.nextCursor()));
  }

  /**
   * One page of them.
   *
   * @param cursor of the page before; null for the first
   */
  public Page<Operation> operations(OperationQuestion question, @Nullable String cursor) {
    var page =
        calls.get(
            Calls.continued(Endpoint.LIST_OPERATIONS.query(question), cursor), Operations.class);
    return new Page<>(page.operations(), page.nextCursor());
  }

  /** Every event of an operation, in the order in which the gateway saw them. */
  public Stream<HistoryEntry> history(String id) {
    return calls.list(
        Endpoint.HISTORY.path(id),
        History.class,
        page -> new Pages.Page<>(page.events(), page.nextCursor()));
  }

  /**
   * The history, then each event as it comes, until the operation has ended: over as many
   * connections as it takes, and by asking from time to time where no live stream is to be had.
   */
  public Stream<HistoryEntry> follow(String id) {
    return follow(id, 0);
  }

  /** The same, behind a position that was seen. */
  public Stream<HistoryEntry> follow(String id, long position) {
    return new Following(calls, id, position).stream().map(Wire.as(HistoryEntry.class));
  }

  /**
   * Every operation whenever something happened to it, from now on. What was missed is not told.
   */
  public Stream<Operation> followAll() {
    return new FollowingAll(calls, () -> {}).stream().map(Wire.as(Operation.class));
  }

  /** Waits for the end, however long that takes. */
  public Operation awaitEnd(String id) {
    try (var events = follow(id)) {
      events.forEach(_ -> {});
    }
    return operation(id);
  }

  /** Asks for an operation to be cancelled; {@link Operation#cancel} tells what came of it. */
  public Operation cancel(String id, @Nullable String reason) {
    var body = JsonNodeFactory.instance.objectNode();
    if (reason != null) {
      body.put("reason", reason);
    }
    return calls.post(Endpoint.CANCEL.path(id), body).as(Operation.class);
  }

  /**
   * Votes on an operation that waits for approval; {@link Operation#approval} tells what came of
   * it. A repeat of the same vote changes nothing.
   */
  public Operation vote(String id, Opinion opinion) {
    return calls.post(Endpoint.VOTE.path(id), opinion).as(Operation.class);
  }

  /** Agrees to an operation as it was shown. */
  public Operation approve(Operation shown, @Nullable String comment) {
    return vote(shown.operationId(), Opinion.approve(shown, comment));
  }

  /** Refuses an operation; it ends. */
  public Operation reject(Operation shown, String comment) {
    return vote(shown.operationId(), Opinion.reject(shown, comment));
  }

  /** Takes one's own vote back. */
  public Operation withdraw(String id) {
    return calls.delete(Endpoint.WITHDRAW.path(id)).as(Operation.class);
  }

  /** Operations that wait for approval, newest first. */
  public Stream<Operation> approvals(ApprovalsQuestion question) {
    return calls.list(
        Endpoint.APPROVALS.query(question),
        Approvals.class,
        page -> new Pages.Page<>(page.approvals(), page.nextCursor()));
  }

  /** Operations that used a break-glass, newest first. */
  public Stream<Operation> reviews(ReviewsQuestion question) {
    return calls.list(
        Endpoint.REVIEWS.query(question),
        Reviews.class,
        page -> new Pages.Page<>(page.reviews(), page.nextCursor()));
  }

  /** Closes the review of somebody else's break-glass; {@link Operation#breakGlass} tells. */
  public Operation closeReview(String id, String comment) {
    return calls.post(Endpoint.REVIEW.path(id), new ReviewComment(comment)).as(Operation.class);
  }

  /** Says what became of an indeterminate operation. */
  public Operation resolve(String id, Finding finding) {
    return calls.post(Endpoint.RESOLVE.path(id), finding).as(Operation.class);
  }

  /**
   * One page of them.
   *
   * @param cursor of the page before; null for the first
   */
  public Page<Instance> instances(InstanceQuestion question, @Nullable String cursor) {
    var page =
        calls.get(
            Calls.continued(Endpoint.LIST_INSTANCES.query(question), cursor), Instances.class);
    return new Page<>(page.instances(), page.nextCursor());
  }

  public Stream<Instance> instances(InstanceQuestion question) {
    return calls.list(
        Endpoint.LIST_INSTANCES.query(question),
        Instances.class,
        page -> new Pages.Page<>(page.instances(), page.nextCursor()));
  }

  /** By identifier, {@code account:region:identifier}, ARN or key. */
  public InstanceDetails instance(String id) {
    return calls.get(Endpoint.INSTANCE.path(id), InstanceDetails.class);
  }

  /** Resources of every type. */
  public Stream<Resource> resources(ResourceQuestion question) {
    return calls.list(
        Endpoint.LIST_RESOURCES.query(question),
        Resources.class,
        page -> new Pages.Page<>(page.resources(), page.nextCursor()));
  }

  /** By key or ARN. */
  public ResourceDetails resource(String keyOrArn) {
    return calls.get(Endpoint.RESOURCE.path(keyOrArn), ResourceDetails.class);
  }

  /** Manual snapshots of instances and clusters. */
  public Stream<Snapshot> snapshots(SnapshotQuestion question) {
    return calls.list(
        Endpoint.LIST_SNAPSHOTS.query(question),
        Snapshots.class,
        page -> new Pages.Page<>(page.snapshots(), page.nextCursor()));
  }

  public List<OperationDefinition> catalogue() {
    return calls.get(Endpoint.CATALOGUE.template(), Catalogue.class).operations();
  }

  /**
   * What is frozen, and what will be.
   *
   * @param at null for now
   */
  public FreezeState freezes(@Nullable Instant at) {
    return calls.get(Endpoint.FREEZES.query(new FreezeQuestion(at)), FreezeState.class);
  }

  @Override
  public void close() {
    calls.raw().close();
  }

  /**
   * One page of a list.
   *
   * @param nextCursor of the page that follows; null on the last
   */
  public record Page<T>(List<T> items, @Nullable String nextCursor) {}

  record FreezeQuestion(@Nullable Instant at) {}

  record Operations(List<Operation> operations, @Nullable String nextCursor) {}

  record Approvals(List<Operation> approvals, @Nullable String nextCursor) {}

  record Reviews(List<Operation> reviews, @Nullable String nextCursor) {}

  record ReviewComment(String comment) {}

  record History(String operationId, @Nullable String nextCursor, List<HistoryEntry> events) {}

  record Instances(List<Instance> instances, @Nullable String nextCursor) {}

  record Resources(List<Resource> resources, @Nullable String nextCursor) {}

  record Snapshots(List<Snapshot> snapshots, @Nullable String nextCursor) {}

  record Catalogue(List<OperationDefinition> operations) {}
}
