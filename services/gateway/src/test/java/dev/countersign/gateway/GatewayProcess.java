package dev.countersign.gateway;

import dev.countersign.embedded.Database;
import dev.countersign.embedded.HealthCheck;
import dev.countersign.embedded.JavaProcess;
import dev.countersign.embedded.Ports;
import dev.countersign.embedded.TestInfra;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The packaged gateway as a process of its own. */
final class GatewayProcess extends JavaProcess {
  private final TestInfra infra;
  private final Database database;
  private final String heap;
  private final int port = Ports.free();

  GatewayProcess(TestInfra infra, Database database, Path folder, String heap) {
    super(
        "gateway",
        folder.resolve("gateway.log"),
        Path.of(
            System.getProperty("countersign.home"),
            "services/gateway/target/quarkus-app/quarkus-run.jar"));
    this.infra = infra;
    this.database = database;
    this.heap = heap;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  protected List<String> jvm() {
    return List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", heap);
  }

  @Override
  protected void adapt(Map<String, String> environment) {
    environment.put("KAFKA_BOOTSTRAP_SERVERS", infra.bootstrapServers());
    environment.put("COUNTERSIGN_KAFKA_RIGHTS_CHECK", "off");
    environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl());
    environment.put("QUARKUS_DATASOURCE_USERNAME", database.runtime());
    environment.put("QUARKUS_DATASOURCE_PASSWORD", database.runtimePassword());
    environment.put("QUARKUS_OIDC_PUBLIC_KEY", Tokens.publicKey());
    environment.put("QUARKUS_OIDC_TOKEN_ISSUER", "https://identity.test");
    environment.put("COUNTERSIGN_GATEWAY_SIGNING_KEY_FILE", GatewayInfra.signingKey().toString());
    environment.put("COUNTERSIGN_GATEWAY_RATE_LIMIT_REQUESTS", "0");
  }

  @Override
  protected boolean ready() {
    return HealthCheck.passes(url() + "/q/health/ready");
  }
}
