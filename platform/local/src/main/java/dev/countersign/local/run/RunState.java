package dev.countersign.local.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the supervisor has written down about the platform that it runs.
 *
 * @param consoleUrl absent where no console runs
 * @param simulatorUrl absent where another endpoint is used
 */
public record RunState(
    boolean ready,
    @JsonProperty("ready_seconds") double readySeconds,
    String url,
    @JsonProperty("console_url") @Nullable String consoleUrl,
    @JsonProperty("simulator_url") @Nullable String simulatorUrl,
    String kafka,
    String postgres,
    String data,
    Running supervisor,
    List<Running> processes) {

  /**
   * @param started milliseconds since 1970: a pid alone may by now be somebody else's
   * @param health the address that says whether it serves, where it has one
   */
  public record Running(
      String name, long pid, long started, int restarts, @Nullable String health) {}
}
