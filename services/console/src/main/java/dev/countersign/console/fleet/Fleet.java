package dev.countersign.console.fleet;

import dev.countersign.client.Countersign;
import dev.countersign.client.Instance;
import dev.countersign.client.InstanceQuestion;
import dev.countersign.client.Operation;
import dev.countersign.client.OperationQuestion;
import dev.countersign.client.Resource;
import dev.countersign.client.ResourceQuestion;
import dev.countersign.console.operation.Row;
import dev.countersign.console.page.Badge;
import dev.countersign.console.page.Catalogue;
import dev.countersign.console.page.Frame;
import dev.countersign.console.page.Frames;
import dev.countersign.console.page.Html;
import dev.countersign.console.page.Links;
import dev.countersign.console.page.Moment;
import dev.countersign.console.page.Part;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All instances and clusters. */
@Path("/fleet")
@RunOnVirtualThread
public class Fleet {
  private static final int MOST = 500;
  private static final int IN_FLIGHT = 200;

  /**
   * A database as a line.
   *
   * @param found how its environment was found
   * @param now what is done to it; null for nothing
   */
  public record Line(
      String identifier,
      String href,
      String kind,
      @Nullable String environment,
      Badge environmentBadge,
      String found,
      Badge state,
      String engine,
      String where,
      String searched,
      Moment observedAt,
      @Nullable Row now) {
    boolean needsAttention() {
      return state.tone().equals("bad");
    }
  }

  /** A filter, with how many lines it leaves. */
  public record Chip(String words, int count, String href, boolean chosen) {}

  /** The page. */
  public record FleetPage(
      String search,
      String environment,
      String only,
      List<Chip> chips,
      List<Line> lines,
      int all) {}

  @CheckedTemplate(basePath = "fleet")
  static final class Templates {
    static native TemplateInstance fleet(Frame frame, FleetPage page, boolean whole);

    private Templates() {}
  }

  private final Session session;
  private final Frames frames;
  private final Catalogue catalogue;

  @Inject
  Fleet(Session session, Frames frames, Catalogue catalogue) {
    this.session = session;
    this.frames = frames;
    this.catalogue = catalogue;
  }

  @GET
  public Response show(
      @QueryParam("q") @DefaultValue("") String search,
      @QueryParam("environment") @DefaultValue("") String environment,
      @QueryParam("only") @DefaultValue("") String only) {
    var api = session.api();
    var inFlight = inFlight(api);
    var instances = api.instances(InstanceQuestion.any()).limit(MOST).toList();
    var clusters = api.resources(ResourceQuestion.of("rds", "cluster")).limit(MOST).toList();
    var lines =
        Stream.concat(
                clusters.stream().map(one -> line(one, inFlight)),
                instances.stream().map(one -> line(one, inFlight)))
            .filter(line -> line.searched().contains(search.strip().toLowerCase(Locale.ROOT)))
            .sorted(
                Comparator.comparing((Line line) -> !line.needsAttention())
                    .thenComparing(Line::identifier))
            .toList();
    var shown =
        lines.stream()
            .filter(line -> environment.isEmpty() || environment.equals(line.environment()))
            .filter(line -> fits(line, only))
            .toList();
    var page =
        new FleetPage(
            search,
            environment,
            only,
            chips(lines, search, environment, only),
            shown,
            lines.size());
    var whole = instances.size() < MOST && clusters.size() < MOST;
    return Html.of(200, Templates.fleet(frames.of("Fleet", "fleet").live("/live"), page, whole));
  }

  private static boolean fits(Line line, String only) {
    return switch (only) {
      case "attention" -> line.needsAttention();
      case "running" -> line.now() != null;
      default -> true;
    };
  }

  private static List<Chip> chips(
      List<Line> lines, String search, String environment, String only) {
    var chips = new ArrayList<Chip>();
    chips.add(chip("all", lines.size(), search, "", "", environment.isEmpty() && only.isEmpty()));
    lines.stream()
        .map(Line::environment)
        .filter(one -> one != null)
        .collect(Collectors.groupingBy(one -> one, LinkedHashMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(one ->
            chips.add(
                chip(
                    one.getKey(),
                    one.getValue().intValue(),
                    search,
                    one.getKey(),
                    "",
                    one.getKey().equals(environment))));
    for (var kind : List.of("attention", "running")) {
      var count = (int) lines.stream().filter(line -> fits(line, kind)).count();
      var words = kind.equals("attention") ? "needs attention" : "something runs or waits";
      chips.add(chip(words, count, search, "", kind, kind.equals(only)));
    }
    return chips;
  }

  private static Chip chip(
      String words, int count, String search, String environment, String only, boolean chosen) {
    var values = new LinkedHashMap<String, String>();
    values.put("q", search);
    values.put("environment", environment);
    values.put("only", only);
    return new Chip(words, count, Links.query("/fleet", values), chosen);
  }

  /** What is done or waits, by resource; the newest of each. */
  private Map<String, Row> inFlight(Countersign api) {
    var titles = catalogue.titles(api);
    return Part.of(() ->
            api.operations(
                    new OperationQuestion(
                        null, null, null, null, null, null, null, null, null, null, null,
                        IN_FLIGHT))
                .limit(IN_FLIGHT)
                .filter(operation -> !operation.status().ended())
                .toList())
        .items()
        .stream()
        .collect(
            Collectors.toMap(
                (Operation operation) -> operation.resource().key(),
                operation -> Row.of(operation, titles),
                (newest, older) -> newest));
  }

  private static Line line(Instance instance, Map<String, Row> inFlight) {
    return new Line(
        instance.instanceId(),
        Links.resource(instance.key()),
        "instance",
        instance.environment(),
        Badge.ofEnvironment(instance.environment()),
        text(instance.classifiedBy()),
        Badge.ofResource(instance.status()),
        "%s %s · %s"
            .formatted(
                instance.engine(),
                instance.engineVersion(),
                instance.instanceClass().replaceFirst("^db\\.", "")),
        instance.account() + " " + instance.region(),
        searched(
            instance.instanceId(),
            instance.engine(),
            instance.account() + ' ' + instance.region(),
            instance.tags()),
        Moment.now(instance.observedAt()),
        inFlight.get(instance.key()));
  }

  private static Line line(Resource cluster, Map<String, Row> inFlight) {
    return new Line(
        cluster.identifier(),
        Links.resource(cluster.key()),
        "cluster",
        cluster.environment(),
        Badge.ofEnvironment(cluster.environment()),
        text(cluster.classifiedBy()),
        Badge.ofResource(cluster.status()),
        "cluster",
        cluster.account() + " " + cluster.region(),
        searched(
            cluster.identifier(),
            "cluster",
            cluster.account() + ' ' + cluster.region(),
            cluster.tags()),
        Moment.now(cluster.observedAt()),
        inFlight.get(cluster.key()));
  }

  private static String searched(
      String identifier, String engine, String where, Map<String, String> tags) {
    return String.join(" ", identifier, engine, where, tags.toString()).toLowerCase(Locale.ROOT);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.replace('-', ' ');
  }
}
