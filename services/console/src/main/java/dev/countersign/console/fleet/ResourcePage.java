package dev.countersign.console.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.client.InstanceDetails;
import dev.countersign.client.ResourceDetails;
import dev.countersign.console.operation.Row;
import dev.countersign.console.page.Badge;
import dev.countersign.console.page.Links;
import dev.countersign.console.page.Moment;
import dev.countersign.console.page.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page of a database shows.
 *
 * @param windows in UTC, as RDS has them
 * @param pending what RDS will change by itself
 * @param offers what may be asked for, those that are allowed first
 */
public record ResourcePage(
    String identifier,
    String kind,
    String key,
    String arn,
    String account,
    String region,
    Badge state,
    Badge environment,
    String found,
    Moment observedAt,
    List<Fact> facts,
    List<Fact> windows,
    List<Fact> pending,
    List<Fact> tags,
    List<Offer> offers,
    Part<Row> history,
    String allHref) {

  /** A name and a value. */
  public record Fact(String name, String value) {}

  /**
   * An operation.
   *
   * @param href where it is asked for; empty where asking makes no sense
   * @param why why it is allowed, or not
   */
  public record Offer(
      String title, String summary, boolean interrupts, Badge allowed, String why, String href) {}

  static ResourcePage of(InstanceDetails instance, Part<Row> history) {
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("engine", instance.engine() + ' ' + instance.engineVersion()));
    facts.add(new Fact("class", instance.instanceClass()));
    add(facts, "storage ", instance.storage());
    add(facts, "", instance.topology());
    if (!instance.parameterGroups().isEmpty()) {
      facts.add(new Fact("parameter groups", String.join(", ", instance.parameterGroups())));
    }
    var windows = new ArrayList<Fact>();
    add(windows, "", instance.windows());
    var pending = new ArrayList<Fact>();
    add(pending, "", instance.pending());
    return new ResourcePage(
        instance.instanceId(),
        "instance",
        instance.key(),
        instance.arn(),
        instance.account(),
        instance.region(),
        Badge.ofResource(instance.status()),
        Badge.ofEnvironment(instance.environment()),
        found(instance.classifiedBy(), instance.lastClassified()),
        Moment.now(instance.observedAt()),
        facts,
        windows,
        pending,
        tags(instance.tags()),
        offers(instance.key(), instance.operations()),
        history,
        all(instance.key()));
  }

  static ResourcePage of(ResourceDetails resource, Part<Row> history) {
    var facts = new ArrayList<Fact>();
    var windows = new ArrayList<Fact>();
    var pending = new ArrayList<Fact>();
    resource
        .attributes()
        .properties()
        .forEach(attribute -> {
          switch (attribute.getKey()) {
            case "windows" -> add(windows, "", attribute.getValue());
            case "pending" -> add(pending, "", attribute.getValue());
            default -> add(facts, attribute.getKey(), attribute.getValue(), true);
          }
        });
    return new ResourcePage(
        resource.identifier(),
        resource.type().replaceFirst(".*:", ""),
        resource.key(),
        resource.arn(),
        resource.account(),
        resource.region(),
        Badge.ofResource(resource.status()),
        Badge.ofEnvironment(resource.environment()),
        found(resource.classifiedBy(), resource.lastClassified()),
        Moment.now(resource.observedAt()),
        facts,
        windows,
        pending,
        tags(resource.tags()),
        offers(resource.key(), resource.operations()),
        history,
        all(resource.key()));
  }

  private static String all(String key) {
    return Links.query("/operations", Map.of("resource", key));
  }

  private static String found(
      @Nullable String classifiedBy, InstanceDetails.@Nullable Classified last) {
    if (classifiedBy != null) {
      return "found by " + classifiedBy.replace('-', ' ');
    }
    return last == null
        ? "policy does not answer now"
        : "policy does not answer now; it was %s when it last decided"
            .formatted(last.environment());
  }

  private static List<Fact> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(tag -> new Fact(tag.getKey(), tag.getValue()))
        .toList();
  }

  private static List<Offer> offers(String key, List<InstanceDetails.Offer> operations) {
    return operations.stream()
        .map(operation -> offer(key, operation))
        .sorted(Comparator.comparing(offer -> offer.href().isEmpty()))
        .toList();
  }

  private static Offer offer(String key, InstanceDetails.Offer operation) {
    var refused = operation.allowed().equals("no");
    var possible = !refused && operation.fitsStatus();
    return new Offer(
        operation.title(),
        operation.summary(),
        operation.interruptsService(),
        Badge.ofAllowed(operation.allowed()),
        operation.fitsStatus() || refused
            ? operation.reason()
            : "Its present state does not allow it. " + operation.reason(),
        possible ? Links.ask(key, operation.operation()) : "");
  }

  private static void add(List<Fact> facts, String prefix, JsonNode document) {
    document
        .properties()
        .forEach(field ->
            add(facts, prefix + field.getKey().replace('_', ' '), field.getValue(), false));
  }

  /** One value, or the values of what is in it. */
  private static void add(List<Fact> facts, String name, JsonNode value, boolean split) {
    if (value.isNull() || value.isContainerNode() && value.isEmpty()) {
      return;
    }
    if (split && value.isObject()) {
      add(facts, name.replace('_', ' ') + " ", value);
    } else {
      facts.add(new Fact(name.replace('_', ' '), text(value)));
    }
  }

  private static String text(JsonNode value) {
    if (value.isBoolean()) {
      return value.asBoolean() ? "yes" : "no";
    }
    if (!value.isArray()) {
      return value.isValueNode() ? value.asText() : value.toString();
    }
    var items = new ArrayList<String>();
    value.forEach(item -> items.add(item.isValueNode() ? item.asText() : item.toString()));
    return String.join(", ", items);
  }
}
