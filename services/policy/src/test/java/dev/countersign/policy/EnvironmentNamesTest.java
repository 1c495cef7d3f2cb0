package dev.countersign.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.chassis.start.CannotStart;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EnvironmentNamesTest {
  @Test
  void aNameThatIsNoSettingIsRefused() {
    EnvironmentNames.check(List.of("PATH", "COUNTERSIGN_POLICY_SETTINGS"));
    var reason =
        assertThrows(
            CannotStart.class, () -> EnvironmentNames.check(List.of("COUNTERSIGN_POLICY_SETTING")));
    assertTrue(String.valueOf(reason.getMessage()).contains("COUNTERSIGN_POLICY_SETTING;"));
  }

  @Test
  void theKnownNamesAreThoseOfTheConfiguration() {
    var names =
        Arrays.stream(PolicyConfig.class.getMethods())
            .map(Method::getName)
            .map(name -> name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT))
            .map(name -> EnvironmentNames.PREFIX + name)
            .collect(Collectors.toSet());
    assertEquals(names, EnvironmentNames.KNOWN);
  }
}
