package dev.countersign.console.home;

import dev.countersign.client.ApprovalsQuestion;
import dev.countersign.client.Countersign;
import dev.countersign.client.InstanceQuestion;
import dev.countersign.client.Operation;
import dev.countersign.client.OperationQuestion;
import dev.countersign.client.ReviewsQuestion;
import dev.countersign.client.Status;
import dev.countersign.console.freeze.Freeze;
import dev.countersign.console.freeze.Freezes;
import dev.countersign.console.operation.Row;
import dev.countersign.console.page.Badge;
import dev.countersign.console.page.Catalogue;
import dev.countersign.console.page.Frame;
import dev.countersign.console.page.Frames;
import dev.countersign.console.page.Html;
import dev.countersign.console.page.Links;
import dev.countersign.console.page.Part;
import dev.countersign.console.person.Person;
import dev.countersign.console.person.Session;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Waiting for me, mine, what needs a person, freezes, red instances. */
@Path("/")
@RunOnVirtualThread
public class Home {
  private static final int SHOWN = 10;
  private static final int LOOKED_THROUGH = 100;
  private static final int INSTANCES = 500;

  /** The page. */
  public record HomePage(
      Part<Row> forMe, Part<Row> mine, Part<Row> needed, Part<Freeze> freezes, Part<Red> red) {
    public boolean frozen() {
      return freezes.items().stream().anyMatch(freeze -> !freeze.present().isEmpty());
    }
  }

  /** An instance that somebody should look at. */
  public record Red(String identifier, String href, Badge state) {}

  @CheckedTemplate(basePath = "home")
  static final class Templates {
    static native TemplateInstance home(Frame frame, HomePage page);

    private Templates() {}
  }

  private final Session session;
  private final Frames frames;
  private final Catalogue catalogue;

  @Inject
  Home(Session session, Frames frames, Catalogue catalogue) {
    this.session = session;
    this.frames = frames;
    this.catalogue = catalogue;
  }

  @GET
  public Response show() {
    var api = session.api();
    var titles = catalogue.titles(api);
    var person = session.person();
    var page =
        new HomePage(
            rows(
                api.approvals(new ApprovalsQuestion(ApprovalsQuestion.Whose.FOR_ME, SHOWN)),
                titles),
            Part.of(() -> mine(api, person).map(one -> Row.of(one, titles)).toList()),
            Part.of(() -> needed(api).map(one -> Row.of(one, titles)).toList()),
            Freezes.now(api),
            Part.of(() ->
                api.instances(new InstanceQuestion(null, null, null, INSTANCES))
                    .limit(INSTANCES)
                    .filter(instance -> Badge.isRed(instance.status()))
                    .limit(SHOWN)
                    .map(instance ->
                        new Red(
                            instance.instanceId(),
                            Links.resource(instance.key()),
                            Badge.ofResource(instance.status())))
                    .toList()));
    return Html.of(200, Templates.home(frames.of("Home", "home").live("/live"), page));
  }

  private static Part<Row> rows(Stream<Operation> operations, Catalogue.Titles titles) {
    return Part.of(() -> operations.limit(SHOWN).map(one -> Row.of(one, titles)).toList());
  }

  /** Those of the person that have not ended, newest first. */
  private static Stream<Operation> mine(Countersign api, Person person) {
    return api.operations(question(null, person.subject()))
        .limit(LOOKED_THROUGH)
        .filter(operation -> !operation.status().ended())
        .limit(SHOWN);
  }

  /** Outcomes that nobody knows, and uses of a break-glass that nobody has looked at. */
  private static Stream<Operation> needed(Countersign api) {
    var unknown =
        api.operations(question(Status.INDETERMINATE, null))
            .limit(LOOKED_THROUGH)
            .filter(operation -> {
              var resolution = operation.resolution();
              return resolution == null || resolution.resolvedAt() == null;
            });
    var reviews = api.reviews(new ReviewsQuestion(ReviewsQuestion.State.OPEN, SHOWN)).limit(SHOWN);
    return Stream.concat(unknown, reviews).limit(SHOWN);
  }

  private static OperationQuestion question(@Nullable Status status, @Nullable String requester) {
    return new OperationQuestion(
        null, null, null, null, status, requester, null, null, null, null, null, LOOKED_THROUGH);
  }
}
