package dev.countersign.gateway.resource;

import dev.countersign.contracts.resource.ResourceKey;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a client calls a resource. RDS's identifiers are case-insensitive, as they are in RDS. */
public sealed interface ResourceReference {
  /** As the client wrote it. */
  String asGiven();

  /** {@code dev-postgres-01}: may mean several resources. */
  record ByIdentifier(String asGiven, String identifier) implements ResourceReference {}

  /** {@code account:region:identifier}, or the id of a key in its place. */
  record ByPlace(String asGiven, String account, String region, String name)
      implements ResourceReference {
    /** RDS identifiers are stored in lower case. */
    public String identifier() {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  /** The resource key. */
  record ByKey(String asGiven, ResourceKey key) implements ResourceReference {}

  /**
   * The ARN.
   *
   * @param arn in lower case where it is RDS's
   */
  record ByArn(String asGiven, String arn) implements ResourceReference {
    private static final int SERVICE = 2;
    private static final int TYPE = 5;

    /** The kind that an ARN of RDS names; empty for other services, whose forms differ. */
    public Optional<String> kind() {
      var parts = arn.split(":", -1);
      return parts[SERVICE].equals("rds")
          ? Optional.of(parts[SERVICE] + ':' + parts[TYPE])
          : Optional.empty();
    }
  }

  /** The longest text that is looked at. */
  int LONGEST = ResourceKey.LONGEST;

  /** Reads the text; empty when it is of none of these forms. */
  static Optional<ResourceReference> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    if (Forms.IDENTIFIER.matcher(text).matches()) {
      return Optional.of(new ByIdentifier(text, text.toLowerCase(Locale.ROOT)));
    }
    var place = Forms.PLACE.matcher(text);
    if (place.matches()) {
      return Optional.of(new ByPlace(text, place.group(1), place.group(2), place.group(3)));
    }
    return parseExact(text);
  }

  /** Reads what names exactly one resource of any kind: its key or its ARN. */
  static Optional<ResourceReference> parseExact(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    if (Forms.RDS_ARN.matcher(text).matches()) {
      return Optional.of(new ByArn(text, text.toLowerCase(Locale.ROOT)));
    }
    if (text.startsWith("arn:")) {
      return Forms.ARN.matcher(text).matches()
          ? Optional.of(new ByArn(text, text))
          : Optional.empty();
    }
    try {
      return Optional.of(new ByKey(text, ResourceKey.parse(text)));
    } catch (IllegalArgumentException noKey) {
      return Optional.empty();
    }
  }

  /** What the forms look like. */
  final class Forms {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9-]{1,255}");
    private static final Pattern PLACE =
        Pattern.compile("(\\d{12}):([a-z0-9-]{1,40}):([A-Za-z0-9-]{1,255})");
    private static final Pattern RDS_ARN =
        Pattern.compile("arn:[a-z0-9-]+:rds:[a-z0-9-]+:\\d{12}:[a-z-]+:[A-Za-z0-9-]{1,255}");
    private static final Pattern ARN =
        Pattern.compile("arn:[a-z0-9-]+:[a-z0-9-]+:[a-z0-9-]*:\\d{12}:[!-~]{1,255}");

    private Forms() {}
  }
}
