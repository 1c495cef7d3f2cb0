package dev.countersign.console.page;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What the pages load, under addresses that change when it does. */
@Named("assets")
@Singleton
public class Assets {
  private static final String HTMX = "/META-INF/maven/org.webjars.npm/htmx.org/pom.properties";

  private final String htmxVersion = version();

  /** The version of the jar on the class path, which is a part of its address. */
  public String getHtmxVersion() {
    return htmxVersion;
  }

  private static String version() {
    try (InputStream in = Assets.class.getResourceAsStream(HTMX)) {
      if (in == null) {
        throw new IllegalStateException("htmx is not on the class path");
      }
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException unreadable) {
      throw new IllegalStateException("htmx's jar cannot be read", unreadable);
    }
  }
}
