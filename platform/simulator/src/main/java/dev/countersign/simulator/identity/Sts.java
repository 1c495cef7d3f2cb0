package dev.countersign.simulator.identity;

import dev.countersign.simulator.rds.Pace;
import dev.countersign.simulator.rds.Times;
import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Form;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * AssumeRole and GetCallerIdentity. The pace of the simulation shortens sessions too; an instant
 * pace leaves them as they are.
 */
public final class Sts {
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
  private static final int SHORTEST = 900;
  private static final int LONGEST = 43_200;
  private static final int DEFAULT = 3_600;
  private static final int POLICY_AT_MOST = 2_048;
  private static final String KEY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

  private final Keyring keyring;
  private final Roles roles;

  public Sts(Keyring keyring, Roles roles) {
    this.keyring = keyring;
    this.roles = roles;
  }

  public Map<String, Object> answer(
      String action, Form form, Principal caller, Instant now, Pace pace) {
    return switch (action) {
      case "GetCallerIdentity" ->
          Map.of("UserId", caller.userId(), "Account", caller.account(), "Arn", caller.arn());
      case "AssumeRole" -> assume(form, caller, now, pace);
      default ->
          throw AwsError.refused(
              "InvalidAction", "Could not find operation " + action + " for version 2011-06-15");
    };
  }

  private Map<String, Object> assume(Form form, Principal caller, Instant now, Pace pace) {
    String roleArn = form.required("RoleArn");
    String name = named(form.required("RoleSessionName"), "roleSessionName");
    String source = form.text("SourceIdentity");
    if (source != null) {
      named(source, "sourceIdentity");
    }
    int seconds = form.number("DurationSeconds", DEFAULT);
    if (seconds < SHORTEST || seconds > LONGEST) {
      throw invalid(
          "Value '"
              + seconds
              + "' at 'durationSeconds' must be between "
              + SHORTEST
              + " and "
              + LONGEST);
    }
    String policy = form.text("Policy");
    if (policy != null) {
      if (policy.length() > POLICY_AT_MOST) {
        throw AwsError.refused(
            "PackedPolicyTooLarge", "The policy is longer than " + POLICY_AT_MOST + " characters.");
      }
      SessionPolicy.parse(policy);
    }
    Role role = trusted(roleArn, form.text("ExternalId"), caller);
    Duration length = Duration.ofSeconds(seconds);
    Instant expires = now.plus(pace.instant() ? length : pace.of(length));
    var session =
        new Session(accessKeyId(), role.account(), roleArn, name, source, expires, policy);
    return shown(session);
  }

  private Role trusted(String roleArn, @Nullable String externalId, Principal caller) {
    Role role = roles.find(roleArn).orElse(null);
    boolean within = caller.session() == null || allows(caller.session(), roleArn);
    if (role == null
        || !within
        || !role.trusts(caller)
        || (role.externalId() != null && !role.externalId().equals(externalId))) {
      // As in AWS: whether the role is there is not said.
      throw AwsError.forbidden(
          "AccessDenied",
          "User: "
              + caller.arn()
              + " is not authorized to perform: sts:AssumeRole on resource: "
              + roleArn);
    }
    return role;
  }

  private static boolean allows(Session session, String roleArn) {
    return session.policy() == null
        || SessionPolicy.parse(session.policy()).allows("sts:AssumeRole", roleArn);
  }

  private Map<String, Object> shown(Session session) {
    var credentials = new LinkedHashMap<String, Object>();
    credentials.put("AccessKeyId", session.accessKeyId());
    credentials.put("SecretAccessKey", String.valueOf(keyring.secretOf(session.accessKeyId())));
    credentials.put("SessionToken", keyring.token(session));
    credentials.put("Expiration", Times.shown(session.expires()));
    var shown = new LinkedHashMap<String, Object>();
    shown.put("Credentials", credentials);
    shown.put("AssumedRoleUser", Map.of("AssumedRoleId", session.userId(), "Arn", session.arn()));
    if (session.policy() != null) {
      shown.put("PackedPolicySize", Math.max(1, 100 * session.policy().length() / POLICY_AT_MOST));
    }
    if (session.sourceIdentity() != null) {
      shown.put("SourceIdentity", session.sourceIdentity());
    }
    return shown;
  }

  private static String accessKeyId() {
    var random = new SecureRandom();
    var id = new StringBuilder("ASIA");
    for (int i = 0; i < 16; i++) {
      id.append(KEY_LETTERS.charAt(random.nextInt(KEY_LETTERS.length())));
    }
    return id.toString();
  }

  private static String named(String value, String member) {
    if (!NAME.matcher(value).matches()) {
      throw invalid(
          "Value '"
              + value
              + "' at '"
              + member
              + "' failed to satisfy constraint: Member must satisfy regular expression pattern: "
              + NAME.pattern()
              + " and have a length of 2 to 64");
    }
    return value;
  }

  private static AwsError invalid(String detail) {
    return AwsError.refused("ValidationError", "1 validation error detected: " + detail);
  }
}
