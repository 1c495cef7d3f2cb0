package dev.countersign.contracts.redaction;

import java.util.regex.Pattern;

/** AWS's names of things: they are no secrets, whatever words are in them. */
final class Arns {
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]{0,12}:[a-z0-9-]{1,32}:[a-z0-9-]{0,32}:\\d{0,12}:\\S*+");

  private static final int FURTHEST = 512;

  static boolean isArn(String text) {
    return ARN.matcher(text).matches();
  }

  /** Whether a place in a text is within an ARN. */
  static boolean around(String text, int at) {
    var from = at;
    var least = Math.max(0, at - FURTHEST);
    while (from > least && !ends(text.charAt(from - 1))) {
      from--;
    }
    return text.startsWith("arn:aws", from) && isArn(text.substring(from, at));
  }

  private static boolean ends(char c) {
    return Character.isWhitespace(c) || "\"'<>()[]{},;=".indexOf(c) >= 0;
  }

  private Arns() {}
}
