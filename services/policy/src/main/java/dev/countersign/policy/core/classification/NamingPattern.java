package dev.countersign.policy.core.classification;

import dev.countersign.contracts.decision.Environment;
import java.util.regex.Pattern;

/**
 * An identifier that has this in it somewhere belongs to this environment.
 *
 * @param pattern a regular expression; anchor it to match at the start or the end
 */
public record NamingPattern(Pattern pattern, Environment environment) {
  boolean matches(String identifier) {
    return pattern.matcher(identifier).find();
  }
}
