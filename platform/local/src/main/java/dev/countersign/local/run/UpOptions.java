package dev.countersign.local.run;

import dev.countersign.local.home.DataFolder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code up} was asked for.
 *
 * @param home the checkout, whose artifacts are run
 * @param endpoint another RDS and STS endpoint than the simulator
 * @param aws AWS itself, with the credentials of this shell
 * @param accounts the accounts to look after, where they are not the simulator's
 * @param without services that are prepared and not started: a debugger starts them
 * @param speed how much faster than RDS the simulator is; 0 lets everything happen at once
 */
public record UpOptions(
    Path home,
    DataFolder data,
    int port,
    @Nullable String endpoint,
    boolean aws,
    @Nullable Path accounts,
    double speed,
    List<String> services,
    List<String> without) {
  public static final String SERVICES = "gateway,policy,executor,audit,console";

  /** The service that has neither a database nor a login on Kafka: the pages for people. */
  public static final String CONSOLE = "console";

  /** Those that have both. */
  List<String> stores() {
    return services.stream().filter(service -> !service.equals(CONSOLE)).toList();
  }

  boolean simulated() {
    return !aws && endpoint == null;
  }

  Path application(String service) {
    return home.resolve("services").resolve(service).resolve("target/quarkus-app");
  }
}
