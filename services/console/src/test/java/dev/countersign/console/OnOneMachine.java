package dev.countersign.console;

import dev.countersign.embedded.Ports;
import dev.countersign.local.home.BearerToken;
import dev.countersign.local.signin.SignIn;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sign-in of the local platform, and a gateway of recorded documents. */
public final class OnOneMachine implements QuarkusTestResourceLifecycleManager {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private @Nullable SignIn signIn;
  private @Nullable FakeGateway gateway;
  private String url = "";

  @Override
  public Map<String, String> start() {
    try {
      var port = Ports.free();
      url = "http://127.0.0.1:" + port;
      var people = new SignIn(0, key(), url, SECRET, Clock.systemUTC());
      var api = new FakeGateway();
      signIn = people;
      gateway = api;
      var settings = new HashMap<String, String>();
      settings.put("quarkus.http.test-port", Integer.toString(port));
      settings.put("countersign.console.url", url);
      settings.put("countersign.console.gateway-url", api.url());
      settings.put("countersign.console.sign-in-origin", people.url());
      settings.put("quarkus.oidc.auth-server-url", people.url());
      settings.put("quarkus.oidc.token.issuer", BearerToken.ISSUER);
      settings.put("quarkus.oidc.client-id", SignIn.CLIENT);
      settings.put("quarkus.oidc.credentials.secret", SECRET);
      settings.put("quarkus.oidc.authentication.state-secret", SECRET);
      settings.put("quarkus.oidc.token-state-manager.encryption-secret", SECRET);
      settings.put("quarkus.oidc.authentication.cookie-force-secure", "false");
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RSAPrivateCrtKey key() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void inject(Object test) {
    if (test instanceof ConsoleTest console) {
      console.url = url;
      console.gateway = Objects.requireNonNull(gateway);
    }
  }

  @Override
  public void stop() {
    if (signIn != null) {
      signIn.close();
    }
    if (gateway != null) {
      gateway.close();
    }
  }
}
