package dev.countersign.chassis.secrets;

import static io.quarkus.credentials.CredentialsProvider.PASSWORD_PROPERTY_NAME;
import static io.quarkus.credentials.CredentialsProvider.USER_PROPERTY_NAME;

import dev.countersign.chassis.start.CannotStart;
import io.quarkus.arc.Unremovable;
import io.quarkus.credentials.CredentialsProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** What each new connection to the database logs in with. */
@ApplicationScoped
@Unremovable
class DatabaseLogin implements CredentialsProvider {
  private final Config config;
  private final Optional<RotatingFile<String>> file;

  @Inject
  DatabaseLogin(DatabaseSettings settings, Config config) {
    this.config = config;
    this.file =
        settings
            .passwordFile()
            .map(path ->
                RotatingFile.at(
                    "COUNTERSIGN_DATABASE_PASSWORD_FILE", path, DatabaseLogin::password));
  }

  @Override
  public Map<String, String> getCredentials(String name) {
    var login = new HashMap<String, String>();
    given("quarkus.datasource.username").ifPresent(user -> login.put(USER_PROPERTY_NAME, user));
    file.map(RotatingFile::now)
        .or(() -> given("quarkus.datasource.password"))
        .ifPresent(password -> login.put(PASSWORD_PROPERTY_NAME, password));
    if (!login.containsKey(USER_PROPERTY_NAME)) {
      throw new CannotStart("QUARKUS_DATASOURCE_USERNAME is not set");
    }
    if (!login.containsKey(PASSWORD_PROPERTY_NAME)) {
      throw new CannotStart(
          "neither COUNTERSIGN_DATABASE_PASSWORD_FILE nor QUARKUS_DATASOURCE_PASSWORD is set");
    }
    return login;
  }

  private Optional<String> given(String key) {
    return config.getOptionalValue(key, String.class);
  }

  private static String password(String text) {
    var password = text.stripTrailing();
    if (password.isEmpty()) {
      throw new IllegalArgumentException("the file is empty");
    }
    return password;
  }
}
