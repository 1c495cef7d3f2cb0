package dev.countersign.console.operation;

import dev.countersign.console.page.Catalogue;
import dev.countersign.console.page.Frame;
import dev.countersign.console.page.Frames;
import dev.countersign.console.page.Html;
import dev.countersign.console.person.Session;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;

/** Lists of operations; every condition is in the address. */
@Path("/")
@RunOnVirtualThread
public class OperationLists {
  /** A choice of a form. */
  public record Choice(String value, String words, boolean chosen) {}

  /**
   * The page.
   *
   * @param more the address of the next page; empty on the last
   */
  public record ListPage(
      Filter filter,
      List<Choice> statuses,
      List<Choice> operations,
      List<Choice> environments,
      List<Row> rows,
      String more) {}

  @CheckedTemplate(basePath = "operation")
  static final class Templates {
    static native TemplateInstance operations(Frame frame, ListPage page);

    private Templates() {}
  }

  private final Session session;
  private final Frames frames;
  private final Catalogue catalogue;

  @Inject
  OperationLists(Session session, Frames frames, Catalogue catalogue) {
    this.session = session;
    this.frames = frames;
    this.catalogue = catalogue;
  }

  @GET
  @Path("operations")
  public Response list(
      @QueryParam("status") @DefaultValue("") String status,
      @QueryParam("operation") @DefaultValue("") String operation,
      @QueryParam("environment") @DefaultValue("") String environment,
      @QueryParam("who") @DefaultValue("") String who,
      @QueryParam("resource") @DefaultValue("") String resource,
      @QueryParam("from") @DefaultValue("") String from,
      @QueryParam("to") @DefaultValue("") String to,
      @QueryParam("cursor") @DefaultValue("") String cursor) {
    var api = session.api();
    var filter = new Filter(status, operation, environment, who, resource, from, to);
    var titles = catalogue.titles(api);
    var found = api.operations(filter.question(session.person()), cursor.isEmpty() ? null : cursor);
    var next = found.nextCursor();
    var page =
        new ListPage(
            filter,
            Filter.statuses().stream()
                .map(one -> new Choice(one, one.replace('-', ' '), one.equals(status)))
                .toList(),
            catalogue.all(api).values().stream()
                .sorted(Comparator.comparing(definition -> definition.title()))
                .map(one -> new Choice(one.name(), one.title(), one.name().equals(operation)))
                .toList(),
            Filter.ENVIRONMENTS.stream()
                .map(one -> new Choice(one, one, one.equals(environment)))
                .toList(),
            found.items().stream().map(one -> Row.of(one, titles)).toList(),
            next == null ? "" : filter.behind(next));
    var frame = frames.of("Operations", "operations");
    return Html.of(200, Templates.operations(cursor.isEmpty() ? frame.live("/live") : frame, page));
  }
}
