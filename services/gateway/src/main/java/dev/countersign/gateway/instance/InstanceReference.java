package dev.countersign.gateway.instance;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a client calls an instance. Identifiers are case-insensitive, as they are in RDS. */
public sealed interface InstanceReference {
  /** As the client wrote it. */
  String asGiven();

  /** {@code dev-postgres-01}: may mean several instances. */
  record ByIdentifier(String asGiven, String identifier) implements InstanceReference {}

  /** {@code account:region:identifier}, or the instance key with a {@code DbiResourceId}. */
  record ByPlace(String asGiven, String account, String region, String name)
      implements InstanceReference {
    /** RDS identifiers are stored in lower case. */
    public String identifier() {
      return name.toLowerCase(Locale.ROOT);
    }
  }

  /** The ARN. */
  record ByArn(String asGiven, String arn) implements InstanceReference {}

  /** The longest text that is looked at. */
  int LONGEST = 300;

  /** Reads the text; empty when it is of none of these forms. */
  static Optional<InstanceReference> parse(String text) {
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
    return Forms.ARN.matcher(text).matches()
        ? Optional.of(new ByArn(text, text.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** What the forms look like. */
  final class Forms {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9-]{1,255}");
    private static final Pattern PLACE =
        Pattern.compile("(\\d{12}):([a-z0-9-]{1,40}):([A-Za-z0-9-]{1,255})");
    private static final Pattern ARN =
        Pattern.compile("arn:[a-z0-9-]+:rds:[a-z0-9-]+:\\d{12}:db:[A-Za-z0-9-]{1,255}");

    private Forms() {}
  }
}
