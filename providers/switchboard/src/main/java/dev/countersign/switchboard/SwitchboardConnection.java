package dev.countersign.switchboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.resource.OtherResource;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.Connection;
import dev.countersign.provider.KnownNames;
import dev.countersign.provider.Listing;
import dev.countersign.provider.Outcome;
import dev.countersign.provider.Place;
import dev.countersign.provider.Session;
import dev.countersign.provider.Surroundings;
import dev.countersign.provider.Watch;
import dev.countersign.provider.operation.Call;
import dev.countersign.switchboard.operations.LineSight;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The service over HTTP. It has no SDK. */
final class SwitchboardConnection implements Connection {
  private static final String DESCRIBE = "DescribeLines";

  private final Surroundings with;
  private final SwitchboardHttp http;

  SwitchboardConnection(Surroundings with, URI endpoint) {
    this.with = with;
    this.http = new SwitchboardHttp(with.transport(), endpoint);
  }

  @Override
  public CompletionStage<Listing> discover(Place place) {
    return describe(place, Map.of())
        .thenApply(lines -> new Listing(Set.of(Lines.KIND), List.copyOf(lines), Set.of(), null));
  }

  @Override
  public CompletionStage<Listing> named(Place place, KnownNames names) {
    var all = Stream.concat(names.of(Lines.KIND).stream(), names.configured().stream());
    return describe(place, Map.of("Lines", all.toList()))
        .thenApply(lines -> new Listing(Set.of(), List.copyOf(lines), Set.of(), null));
  }

  /** One call for everybody. */
  @Override
  public CompletionStage<Void> look(Place place, List<Watch> watches) {
    var wanted =
        watches.stream().map(watch -> watch.target().order().identifier()).distinct().toList();
    return describe(place, Map.of("Lines", wanted)).thenAccept(lines -> tell(watches, lines));
  }

  private void tell(List<Watch> watches, List<OtherResource> lines) {
    var found =
        lines.stream().collect(Collectors.toMap(OtherResource::identifier, Function.identity()));
    for (var watch : watches) {
      var line = found.get(watch.target().order().identifier());
      var seenAt = line == null ? with.transport().clock().instant() : line.observedAt();
      watch.sight().complete(new LineSight(line, seenAt));
    }
  }

  private CompletionStage<List<OtherResource>> describe(Place place, Map<String, ?> what) {
    return with.reading(place)
        .thenCompose(
            session -> with.paced(place, DESCRIBE, () -> http.ask(place, session, DESCRIBE, what)))
        .thenApply(answer -> lines(place, answer));
  }

  private List<OtherResource> lines(Place place, JsonNode answer) {
    var seenAt = with.transport().clock().instant();
    return StreamSupport.stream(answer.path("Lines").spliterator(), false)
        .map(line -> Lines.read(place, line, seenAt))
        .toList();
  }

  @Override
  public CompletionStage<String> send(Place place, Session session, Call call) {
    return http.ask(place, session, call.action(), call.arguments())
        .thenApply(answer -> answer.path("RequestId").asText());
  }

  @Override
  public CallAnswer answer(Throwable fault, Call call) {
    var cause = cause(fault);
    if (cause instanceof SwitchboardFault said) {
      return said.asAnswer();
    }
    // Where there was a connection, the call may have arrived.
    return cause instanceof ConnectException
        ? new SwitchboardFault(429, "NotSent", "The switchboard cannot be reached.").asAnswer()
        : new CallAnswer.Unanswered(words(fault));
  }

  @Override
  public Outcome outcome(@Nullable Throwable fault) {
    if (fault == null) {
      return Outcome.ANSWERED;
    }
    if (cause(fault) instanceof SwitchboardFault said && !said.ofTheServiceItself()) {
      return said.throttled() ? Outcome.THROTTLED : Outcome.ANSWERED;
    }
    return Outcome.FAILED;
  }

  @Override
  public boolean notPermitted(Throwable fault) {
    return cause(fault) instanceof SwitchboardFault said && said.forbidden();
  }

  @Override
  public String words(Throwable fault) {
    return cause(fault) instanceof SwitchboardFault said
        ? said.words()
        : "no connection (" + cause(fault).getClass().getSimpleName() + ')';
  }

  @Override
  public void close() {
    http.close();
  }

  private static Throwable cause(Throwable fault) {
    return fault instanceof CompletionException && fault.getCause() != null
        ? fault.getCause()
        : fault;
  }
}
