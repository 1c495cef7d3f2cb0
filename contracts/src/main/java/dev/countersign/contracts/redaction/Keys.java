package dev.countersign.contracts.redaction;

import java.util.List;
import java.util.regex.Pattern;

/** Keys that are recognized by their own form, wherever they stand. */
final class Keys {
  // Permanent, temporary, of a bearer token for AWS services, of a context. AROA, AIDA and so on
  // are names of roles and users.
  private static final Pattern AWS_ACCESS_KEY =
      Pattern.compile("(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])");

  /** What they begin with is base64 of the name of the service that gives them. */
  private static final Pattern AWS_SESSION_TOKEN =
      Pattern.compile("(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/=_%-]{20,}+");

  /** GitHub, GitLab, Slack, Stripe, OpenAI and others, Google, npm, Vault, SendGrid. */
  private static final Pattern API_KEY =
      Pattern.compile(
          "(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{30,}+|github_pat_[A-Za-z0-9_]{30,}+"
              + "|glpat-[A-Za-z0-9_-]{20,}+|xox[abeprs]-[A-Za-z0-9-]{10,}+"
              + "|[rs]k_(?:live|test)_[A-Za-z0-9]{10,}+"
              + "|sk-(?=[A-Za-z0-9_-]{0,99}[A-Z])(?=[A-Za-z0-9_-]{0,99}[0-9])[A-Za-z0-9_-]{20,}+"
              + "|AIza[A-Za-z0-9_-]{35,}+|npm_[A-Za-z0-9]{30,}+|hv[bs]\\.[A-Za-z0-9_-]{20,}+"
              + "|SG\\.[A-Za-z0-9_-]{16,64}+\\.[A-Za-z0-9_-]{16,}+)");

  private static final int AWS_SECRET_LENGTH = 40;

  /** A name of forty letters in camel case changes less often, a hash in hex is of two kinds. */
  private static final int LEAST_CHANGES = 15;

  static void find(String text, List<Span> found) {
    matches(AWS_ACCESS_KEY, text, SecretKind.AWS_ACCESS_KEY, found);
    matches(AWS_SESSION_TOKEN, text, SecretKind.AWS_SESSION_TOKEN, found);
    matches(API_KEY, text, SecretKind.API_KEY, found);
    awsSecrets(text, found);
  }

  private static void matches(Pattern form, String text, SecretKind kind, List<Span> found) {
    var matcher = form.matcher(text);
    while (matcher.find()) {
      found.add(new Span(matcher.start(), matcher.end(), kind));
    }
  }

  private static void awsSecrets(String text, List<Span> found) {
    var from = 0;
    while (from < text.length()) {
      if (!isBase64(text.charAt(from))) {
        from++;
        continue;
      }
      var to = from;
      while (to < text.length() && isBase64(text.charAt(to))) {
        to++;
      }
      if (to - from == AWS_SECRET_LENGTH) {
        awsSecret(text, from, found);
      } else if (inPath(text, from)) {
        ofPath(text, from, to, found);
      }
      from = to;
    }
  }

  private static boolean inPath(String text, int from) {
    return text.charAt(from) == '/' || from > 0 && "-_.~%".indexOf(text.charAt(from - 1)) >= 0;
  }

  /** A part of a path, which may have slashes in it itself. */
  private static void ofPath(String text, int from, int to, List<Span> found) {
    for (var slash = from; slash + AWS_SECRET_LENGTH < to; slash++) {
      var end = slash + 1 + AWS_SECRET_LENGTH;
      if (text.charAt(slash) == '/' && (end == to || text.charAt(end) == '/')) {
        awsSecret(text, slash + 1, found);
      }
    }
  }

  /** Of forty characters of base64 that look random, and are no part of something longer. */
  private static void awsSecret(String text, int from, List<Span> found) {
    var to = from + AWS_SECRET_LENGTH;
    if (joins(text, from - 1) || joins(text, to) || to < text.length() && text.charAt(to) == '=') {
      return;
    }
    var changes = 0;
    var kinds = 0;
    for (var at = from; at < to; at++) {
      kinds |= 1 << kind(text.charAt(at));
      if (at > from && kind(text.charAt(at)) != kind(text.charAt(at - 1))) {
        changes++;
      }
    }
    if ((kinds & 7) == 7 && changes >= LEAST_CHANGES && !Arns.around(text, from)) {
      found.add(new Span(from, to, SecretKind.AWS_SECRET_KEY));
    }
  }

  private static boolean joins(String text, int at) {
    return at >= 0 && at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '_');
  }

  private static int kind(char c) {
    if (c >= 'a' && c <= 'z') {
      return 0;
    }
    if (c >= 'A' && c <= 'Z') {
      return 1;
    }
    return c >= '0' && c <= '9' ? 2 : 3;
  }

  private static boolean isBase64(char c) {
    return kind(c) < 3 || c == '+' || c == '/';
  }

  private Keys() {}
}
