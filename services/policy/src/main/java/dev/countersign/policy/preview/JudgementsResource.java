package dev.countersign.policy.preview;

import dev.countersign.chassis.http.Answers;
import dev.countersign.chassis.http.BoundedBody;
import dev.countersign.chassis.http.Problem;
import dev.countersign.chassis.http.ProblemType;
import dev.countersign.contracts.json.Json;
import dev.countersign.contracts.json.UnreadableJson;
import dev.countersign.contracts.preview.JudgementAnswer;
import dev.countersign.contracts.preview.JudgementQuestion;
import dev.countersign.contracts.resource.Resource;
import dev.countersign.policy.core.classification.Known;
import dev.countersign.policy.core.preview.Judgement;
import dev.countersign.policy.preview.Standing.Found;
import dev.countersign.policy.settings.RulebookInForce;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;

/** Answers the gateway what would be decided. A POST, for its question is long. */
@Path("/api/judgements")
public class JudgementsResource {
  private static final int LIMIT = 256 << 10;

  private final RulebookInForce rulebook;
  private final Standing standing;
  private final Memberships memberships;
  private final Clock clock;

  @Inject
  JudgementsResource(
      RulebookInForce rulebook, Standing standing, Memberships memberships, Clock clock) {
    this.rulebook = rulebook;
    this.standing = standing;
    this.memberships = memberships;
    this.clock = clock;
  }

  /** Takes a {@link JudgementQuestion}; changes nothing. */
  @POST
  public Uni<Response> judge(@Context RoutingContext http) {
    return BoundedBody.read(http.request(), LIMIT)
        .map(JudgementsResource::question)
        .chain(question ->
            standing
                .of(question.request())
                .chain(found ->
                    memberships
                        .of(resources(question, found))
                        // Freezes of a year take some milliseconds, and settings are files.
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .map(known -> judged(question, found, known))))
        .map(answer -> Answers.json(200, answer).build());
  }

  /** As it was seen now, and as it is on record where it is. */
  private static List<Resource> resources(JudgementQuestion question, Found found) {
    var inventory = found.resource();
    return inventory == null
        ? List.of(question.resource())
        : List.of(question.resource(), inventory);
  }

  private JudgementAnswer judged(JudgementQuestion question, Found found, List<Known> known) {
    var book = rulebook.refreshed();
    var now = clock.instant();
    var request = question.request();
    var judged = Judgement.of(book, request, known.getFirst(), found.openReview(), now);
    var inventory = found.resource();
    return JudgementWords.of(
        judged,
        book.version(),
        inventory == null
            ? JudgementWords.unknown()
            : JudgementWords.compared(
                judged,
                Judgement.of(book, request, known.getLast(), found.openReview(), now),
                inventory));
  }

  private static JudgementQuestion question(byte[] body) {
    try {
      var question = Json.read(body, JudgementQuestion.class);
      if (question.request().resource().equals(question.resource().key())) {
        return question;
      }
    } catch (UnreadableJson e) {
      // As below.
    }
    throw Problem.of(ProblemType.MALFORMED_JSON, "This is no question about a judgement.").found();
  }
}
