package dev.countersign.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.redaction.Secrets;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the claims of a token whose signature has been verified. What decides about rights is taken
 * only in the forms that identity providers document, and anything else refuses the token: a group
 * that is read wrongly is a right that is given or withheld wrongly. Names are for people to read,
 * and a name that cannot be used is left out.
 */
final class Claims {
  private static final List<String> GROUPS = List.of("groups", "cognito:groups");
  private static final List<String> NAMES =
      List.of("name", "preferred_username", "cognito:username");

  private static final String SECRET = "looks like a secret, which would stay in the ledger";
  private static final int LONGEST = 255;
  private static final int MOST_GROUPS = 500;

  /** Whom the claims name. */
  static Caller read(JsonNode claims) {
    var subject = claims.path("sub");
    if (!usable(subject)) {
      return unusable("sub", "has to be a text of 1 to " + LONGEST + " characters");
    }
    if (secret(subject)) {
      return unusable("sub", SECRET);
    }
    if (!claims.path("exp").isNumber()) {
      return unusable("exp", "has to say when the token ends");
    }
    var groups = new TreeSet<String>();
    for (var name : GROUPS) {
      if (!add(claims.path(name), groups)) {
        return unusable(
            name,
            "has to be a list of names, or one name, of 1 to " + LONGEST + " characters each");
      }
    }
    if (groups.stream().anyMatch(group -> Secrets.in(group).isPresent())) {
      return unusable("groups", SECRET);
    }
    return groups.size() > MOST_GROUPS
        ? unusable("groups", "has more than " + MOST_GROUPS + " groups")
        : new Caller.Known(
            new Requester(subject.textValue(), name(claims), List.copyOf(groups)),
            Instant.ofEpochSecond(claims.path("exp").longValue()));
  }

  /** Absent and null mean no groups; one text is one group, whatever characters it has. */
  private static boolean add(JsonNode claim, TreeSet<String> groups) {
    if (claim.isMissingNode() || claim.isNull()) {
      return true;
    }
    if (!claim.isArray() && !claim.isTextual()) {
      return false;
    }
    for (var group : claim.isTextual() ? List.of(claim) : claim) {
      if (!usable(group)) {
        return false;
      }
      groups.add(group.textValue());
    }
    return true;
  }

  private static @Nullable String name(JsonNode claims) {
    return NAMES.stream()
        .map(claims::path)
        .filter(claim -> usable(claim) && !secret(claim))
        .map(JsonNode::textValue)
        .findFirst()
        .orElse(null);
  }

  /** The database takes no NUL, and half a surrogate pair cannot be written as UTF-8. */
  private static boolean usable(JsonNode claim) {
    return claim.isTextual()
        && !claim.textValue().isBlank()
        && claim.textValue().length() <= LONGEST
        && claim
            .textValue()
            .codePoints()
            .noneMatch(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF));
  }

  /** Who asks is in every event, and in the ledger for good. */
  private static boolean secret(JsonNode claim) {
    return Secrets.in(claim.textValue()).isPresent();
  }

  private static Caller unusable(String claim, String problem) {
    return new Caller.Unusable("The claim " + claim + " of the token " + problem + '.');
  }

  private Claims() {}
}
