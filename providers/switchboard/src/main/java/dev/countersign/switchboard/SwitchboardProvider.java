package dev.countersign.switchboard;

import dev.countersign.provider.Connection;
import dev.countersign.provider.Provider;
import dev.countersign.provider.ResourceKind;
import dev.countersign.provider.Surroundings;
import dev.countersign.provider.operation.Operation;
import dev.countersign.switchboard.operations.RingLine;
import dev.countersign.switchboard.operations.SetGreeting;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Found like any other provider, where its jar is on the class path. */
public final class SwitchboardProvider implements Provider {
  /** As in keys and definitions. */
  public static final String SERVICE = "switchboard";

  /** Of its resources. */
  public static final String TYPE = "line";

  /** Where the service is. AWS's SDKs take the endpoint of one service from a name like this. */
  public static final String ENDPOINT = "AWS_ENDPOINT_URL_SWITCHBOARD";

  private static final Map<String, Operation<?>> OPERATIONS =
      Map.of("ring_line", new RingLine(), "set_greeting", new SetGreeting());

  @Override
  public String service() {
    return SERVICE;
  }

  @Override
  public String name() {
    return "the switchboard";
  }

  @Override
  public Optional<Operation<?>> operation(String name) {
    return Optional.ofNullable(OPERATIONS.get(name));
  }

  @Override
  public List<String> rightsToLook() {
    return List.of("switchboard:DescribeLines");
  }

  @Override
  public List<ResourceKind> kinds() {
    return List.of(new ResourceKind(TYPE, "OperateOnLines", "Line", true, true));
  }

  @Override
  public String everyArn(String partition, String account, String kind) {
    return String.join(":", "arn", partition, SERVICE, "*", account, kind, "*");
  }

  /** Without an endpoint there is no such service, and nowhere a line. */
  @Override
  public Connection connect(Surroundings with) {
    var endpoint = System.getenv(ENDPOINT);
    return endpoint == null ? new Nowhere() : new SwitchboardConnection(with, URI.create(endpoint));
  }
}
