package dev.countersign.console.person;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * The signed-in person, as their access token names them. Only for what is shown: what they may do
 * is for the API to say, which checks the token.
 */
public record Person(String subject, String name, List<String> groups) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nobody, as far as the token says. */
  public static final Person UNKNOWN = new Person("", "", List.of());

  public Person {
    groups = List.copyOf(groups);
  }

  /** Reads the claims that the gateway reads. */
  static Person of(String accessToken) {
    var parts = accessToken.split("\\.", -1);
    if (parts.length != 3) {
      return UNKNOWN;
    }
    try {
      var claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
      var subject = claims.path("sub").asText("");
      var name =
          Stream.of("name", "preferred_username", "cognito:username")
              .map(claim -> claims.path(claim).asText(""))
              .filter(text -> !text.isBlank())
              .findFirst()
              .orElse(subject);
      var groups = new ArrayList<String>();
      add(groups, claims.path("groups"));
      add(groups, claims.path("cognito:groups"));
      return new Person(subject, name, groups);
    } catch (IOException | IllegalArgumentException notAJwt) {
      return UNKNOWN;
    }
  }

  private static void add(List<String> groups, JsonNode claim) {
    if (claim.isTextual()) {
      groups.add(claim.asText());
    }
    claim.forEach(one -> groups.add(one.asText()));
  }

  /** What they belong to, for a line of text. */
  public String groupsText() {
    return groups.isEmpty() ? "no group" : String.join(", ", groups);
  }
}
