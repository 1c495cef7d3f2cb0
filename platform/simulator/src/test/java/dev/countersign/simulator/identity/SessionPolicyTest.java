package dev.countersign.simulator.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.simulator.wire.AwsError;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "*, anything, true",
    "rds:*, rds:Reboot, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "*:db:x, arn:db:x, true",
    "*:db:x, arn:db:xy, false",
    "a*b*c, aXbYc, true"
  })
  void wildcardsAreIams(String pattern, String value, boolean matches) {
    assertEquals(matches, SessionPolicy.glob(pattern, value));
  }

  @Test
  void denyBeatsAllow() {
    var policy =
        SessionPolicy.parse(
            """
            {"Statement": [{"Effect": "Allow", "Action": "rds:*", "Resource": "*"},
                           {"Effect": "Deny", "NotAction": "rds:Describe*", "Resource": "arn:prod"}]}
            """);
    assertEquals(true, policy.allows("rds:RebootDBInstance", "arn:dev"));
    assertFalse(policy.allows("rds:RebootDBInstance", "arn:prod"));
    assertEquals(true, policy.allows("rds:DescribeDBInstances", "arn:prod"));
  }

  @Test
  void aConditionThatIsNotEvaluatedNeverAllows() {
    var policy =
        SessionPolicy.parse(
            """
            {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"a": "true"}}}}
            """);
    assertFalse(policy.allows("rds:RebootDBInstance", "arn:dev"));
  }

  @Test
  void aTimeThatHasPassedEndsWhatAPolicyAllows() {
    assertTrue(until(Instant.now().plusSeconds(60)).allows("rds:Reboot", "arn:dev"));
    assertFalse(until(Instant.now().minusSeconds(1)).allows("rds:Reboot", "arn:dev"));
  }

  private static SessionPolicy until(Instant time) {
    return SessionPolicy.parse(
        """
        {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
                       "Condition": {"DateLessThan": {"aws:CurrentTime": "%s"}}}}
        """
            .formatted(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "not json",
        "{\"Statement\": {\"Effect\": \"Allow\"}}",
        "{\"Statement\": {\"Effect\": \"Maybe\", \"Action\": \"*\", \"Resource\": \"*\"}}"
      })
  void whatIsNoPolicyIsRefused(String text) {
    assertEquals(
        "MalformedPolicyDocument",
        assertThrows(AwsError.class, () -> SessionPolicy.parse(text)).code());
  }
}
