package dev.countersign.console.ask;

import dev.countersign.client.InstanceDetails;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.OperationDefinition;
import dev.countersign.client.ProblemException;
import dev.countersign.client.Submission;
import dev.countersign.console.page.Badge;
import dev.countersign.console.page.Catalogue;
import dev.countersign.console.page.Frame;
import dev.countersign.console.page.Frames;
import dev.countersign.console.page.Html;
import dev.countersign.console.page.Links;
import dev.countersign.console.page.Trouble;
import dev.countersign.console.person.Session;
import dev.countersign.console.preview.Outlook;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The form of one operation on one database. What is typed is in the address until it is sent. */
@Path("/ask")
@RunOnVirtualThread
public class AskPages {
  private static final String PRODUCTION = "production";

  /** The parameter by which the API is told that somebody knows that this is production. */
  private static final String CONFIRMATION = "confirm_production";

  /** The database that is asked about, of either type. */
  private record Subject(String key, String identifier, @Nullable String environment) {}

  @CheckedTemplate(basePath = "ask")
  static final class Templates {
    static native TemplateInstance ask(Frame frame, AskPage page);

    static native TemplateInstance outlook(AskPage page);

    private Templates() {}
  }

  private final Session session;
  private final Frames frames;
  private final Catalogue catalogue;

  @Inject
  AskPages(Session session, Frames frames, Catalogue catalogue) {
    this.session = session;
    this.frames = frames;
    this.catalogue = catalogue;
  }

  /** The form, with a look at what would come of it as soon as nothing is missing. */
  @GET
  public Response form(
      @Context UriInfo address, @HeaderParam("HX-Target") @DefaultValue("") String target) {
    var typed = address.getQueryParameters();
    var on = first(typed, "on");
    var definition = definition(first(typed, "operation"));
    if (on.isEmpty() || definition.isEmpty()) {
      return Html.goTo(on.isEmpty() ? "/fleet" : Links.resource(on));
    }
    var page = page(definition.get(), subject(on), typed, false);
    return target.equals("outlook")
        ? Html.of(200, Templates.outlook(page))
        : Html.of(200, whole(page));
  }

  /** Sends it. */
  @POST
  public Response send(MultivaluedMap<String, String> typed) {
    var on = first(typed, "on");
    var definition = definition(first(typed, "operation"));
    if (on.isEmpty() || definition.isEmpty()) {
      return Html.goTo("/fleet");
    }
    var subject = subject(on);
    if (dangerous(definition.get(), subject)
        && !first(typed, "confirm").strip().equals(subject.identifier())) {
      return Html.of(422, whole(page(definition.get(), subject, typed, true)));
    }
    var fields = Field.of(definition.get().parameters(), typed);
    var asked = submission(definition.get(), subject, fields, typed);
    var key = first(typed, "key");
    try {
      var accepted = session.api().submit(key.isEmpty() ? asked : asked.underKey(key));
      return Html.goTo(Links.operation(accepted.operation().operationId()));
    } catch (ProblemException refused) {
      return refused(refused, definition.get(), subject, typed);
    }
  }

  /** A refusal by policy is an operation as well, with its reasons on its page. */
  private Response refused(
      ProblemException refused,
      OperationDefinition definition,
      Subject subject,
      MultivaluedMap<String, String> typed) {
    var operation = refused.problem().operationId();
    if (refused.status() == 403 && operation != null) {
      return Html.goTo(Links.operation(operation));
    }
    if (refused.status() == 401) {
      throw refused;
    }
    var page = page(definition, subject, typed, Trouble.of(refused), false);
    return Html.of(refused.status(), whole(page));
  }

  private TemplateInstance whole(AskPage page) {
    return Templates.ask(frames.of(page.title() + " · " + page.identifier(), "fleet"), page);
  }

  private AskPage page(
      OperationDefinition definition,
      Subject subject,
      MultivaluedMap<String, String> typed,
      boolean wrongName) {
    return page(definition, subject, typed, null, wrongName);
  }

  private AskPage page(
      OperationDefinition definition,
      Subject subject,
      MultivaluedMap<String, String> typed,
      @Nullable Trouble known,
      boolean wrongName) {
    var fields = Field.of(definition.parameters(), typed);
    var missing = fields.stream().filter(Field::isMissing).map(Field::label).toList();
    Outlook outlook = null;
    var trouble = known;
    if (missing.isEmpty() && known == null) {
      try {
        outlook = Outlook.of(session.api().preview(submission(definition, subject, fields, typed)));
      } catch (ProblemException refused) {
        if (refused.status() == 401) {
          throw refused;
        }
        trouble = Trouble.of(refused);
      } catch (NotAnswered lost) {
        trouble = Trouble.of(lost);
      }
    }
    var key = first(typed, "key");
    return new AskPage(
        subject.key(),
        Links.resource(subject.key()),
        subject.identifier(),
        Badge.ofEnvironment(subject.environment()),
        definition.name(),
        definition.title(),
        definition.summary(),
        fields,
        missing,
        outlook,
        trouble,
        dangerous(definition, subject),
        danger(definition, subject),
        wrongName,
        first(typed, "break_glass"),
        first(typed, "freeze_override"),
        key.isEmpty() ? UUID.randomUUID().toString() : key);
  }

  /** On production, whoever types the name says that they know what it is. */
  private static Submission submission(
      OperationDefinition definition,
      Subject subject,
      List<Field> fields,
      MultivaluedMap<String, String> typed) {
    var parameters = Field.parameters(fields);
    if (PRODUCTION.equals(subject.environment())) {
      parameters.put(CONFIRMATION, true);
    }
    var asked =
        Submission.of(
            definition.name(), new Submission.ResourceKeyOrArn(subject.key()), parameters);
    var glass = first(typed, "break_glass").strip();
    if (!glass.isEmpty()) {
      asked = asked.breakingGlass(glass);
    }
    var override = first(typed, "freeze_override").strip();
    return override.isEmpty() ? asked : asked.overridingFreezes(override);
  }

  private static boolean dangerous(OperationDefinition definition, Subject subject) {
    return !danger(definition, subject).isEmpty();
  }

  private static String danger(OperationDefinition definition, Subject subject) {
    var reasons = new ArrayList<String>();
    if (PRODUCTION.equals(subject.environment())) {
      reasons.add("this is production");
    }
    if (definition.interruptsService()) {
      reasons.add("clients lose their connections");
    }
    if (definition.destroys()) {
      reasons.add("something is gone for ever");
    }
    if (definition.lessensProtection()) {
      reasons.add("the database may be protected less than before");
    }
    return String.join(", ", reasons);
  }

  private Subject subject(String on) {
    var api = session.api();
    if (on.contains(":rds:db:") || !on.contains(":")) {
      InstanceDetails instance = api.instance(on);
      return new Subject(instance.key(), instance.instanceId(), instance.environment());
    }
    var resource = api.resource(on);
    return new Subject(resource.key(), resource.identifier(), resource.environment());
  }

  private Optional<OperationDefinition> definition(String name) {
    return catalogue.find(session.api(), name);
  }

  private static String first(Map<String, List<String>> typed, String name) {
    var values = typed.get(name);
    return values == null || values.isEmpty() ? "" : values.getFirst();
  }
}
