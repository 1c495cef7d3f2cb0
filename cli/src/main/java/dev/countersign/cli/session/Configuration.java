package dev.countersign.cli.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.cli.outcome.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code config.yaml}: the profiles, and which one is used where nothing else is said. */
public final class Configuration {
  private final Path file;
  private final Content content;

  /** What is in it. */
  record Content(@Nullable String current, @Nullable Map<String, Profile> profiles) {}

  private Configuration(Path file, Content content) {
    this.file = file;
    this.content = content;
  }

  /** Empty where there is no such file. */
  public static Configuration in(Path folder) {
    var file = folder.resolve("config.yaml");
    if (!Files.exists(file)) {
      return new Configuration(file, new Content(null, null));
    }
    try {
      var text = Files.readString(file);
      var read = text.isBlank() ? null : yaml().readValue(text, Content.class);
      return new Configuration(file, read == null ? new Content(null, null) : read);
    } catch (UnrecognizedPropertyException unknown) {
      throw Failure.usage(
          file
              + ": there is no key "
              + unknown.getPropertyName()
              + ". There are: "
              + String.join(
                  ", ", unknown.getKnownPropertyIds().stream().map(String::valueOf).toList()));
    } catch (JsonProcessingException broken) {
      var place = broken.getLocation();
      throw Failure.usage(
          file
              + " cannot be read"
              + (place == null ? "" : ", line " + place.getLineNr())
              + ": "
              + broken.getOriginalMessage());
    } catch (IOException unreadable) {
      throw Failure.usage(file + " cannot be read: " + unreadable.getMessage());
    }
  }

  public Path file() {
    return file;
  }

  public @Nullable String current() {
    return content.current();
  }

  public Map<String, Profile> profiles() {
    return new TreeMap<>(Objects.requireNonNullElse(content.profiles(), Map.of()));
  }

  /** One that has to be there. */
  public Profile profile(String name) {
    var profile = profiles().get(name);
    if (profile == null) {
      throw Failure.usage(
          "There is no profile "
              + name
              + " in "
              + file
              + (profiles().isEmpty()
                  ? "."
                  : ". There are: " + String.join(", ", profiles().keySet())));
    }
    return profile;
  }

  public Configuration using(String name) {
    profile(name);
    return new Configuration(file, new Content(name, content.profiles()));
  }

  /** The first profile is the one that is used. */
  public Configuration with(String name, Profile profile) {
    var all = new TreeMap<>(profiles());
    all.put(name, profile);
    return new Configuration(file, new Content(current() == null ? name : current(), all));
  }

  public void write() {
    try {
      PrivateFile.write(file, yaml().writeValueAsString(content));
    } catch (IOException e) {
      throw Failure.usage(file + " cannot be written: " + e.getMessage());
    }
  }

  /** Made where there is something to read or write. */
  private static YAMLMapper yaml() {
    return YAMLMapper.builder(
            YAMLFactory.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).build())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
        .build();
  }
}
