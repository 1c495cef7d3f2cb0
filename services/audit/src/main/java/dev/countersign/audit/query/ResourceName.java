package dev.countersign.audit.query;

import java.util.Locale;
import java.util.regex.Pattern;

/** What somebody calls a resource whose entries they look for. */
sealed interface ResourceName {
  /** Its key, of this version or of the one before, or a name that it ever had anywhere. */
  record KeyOrIdentifier(String text) implements ResourceName {}

  /**
   * A name that it had in one place.
   *
   * @param place account and region, as a key begins
   * @param type as in a key; empty for any
   */
  record InPlace(String text, String place, String type, String identifier)
      implements ResourceName {}

  /** Reads what the API takes elsewhere, too: an ARN of RDS, or a place and an identifier. */
  static ResourceName of(String text) {
    var arn = Forms.RDS_ARN.matcher(text);
    if (arn.matches()) {
      return new InPlace(
          text,
          arn.group(2) + ':' + arn.group(1) + ':',
          arn.group(3),
          arn.group(4).toLowerCase(Locale.ROOT));
    }
    var place = Forms.PLACE.matcher(text);
    return place.matches()
        ? new InPlace(text, place.group(1), "", place.group(2).toLowerCase(Locale.ROOT))
        : new KeyOrIdentifier(text);
  }

  /** What the forms look like. */
  final class Forms {
    private static final Pattern RDS_ARN =
        Pattern.compile(
            "arn:[a-z0-9-]+:rds:([a-z0-9-]+):(\\d{12}):([a-z-]+):([A-Za-z0-9-]{1,255})");
    private static final Pattern PLACE =
        Pattern.compile("(\\d{12}:[a-z0-9-]{1,40}:)([A-Za-z0-9-]{1,255})");

    private Forms() {}
  }
}
