package dev.countersign.cli.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.countersign.cli.oidc.Tokens;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where signing in keeps a profile's tokens. */
public record TokenFile(Path file) {
  // What a header may have; of base64 and dots as a rule.
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16000}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Of a profile. */
  public static TokenFile of(Path folder, String profile) {
    return new TokenFile(folder.resolve("tokens").resolve(checkedName(profile) + ".json"));
  }

  /** A profile's name is a file's name. */
  public static String checkedName(String profile) {
    if (!NAME.matcher(profile).matches()) {
      throw Failure.usage(
          "A profile's name has letters, digits, dots, hyphens and underscores, 64 at most: "
              + profile);
    }
    return profile;
  }

  public Optional<Tokens> read() {
    try {
      return Files.exists(file)
          ? Optional.of(json().readValue(Files.readAllBytes(file), Tokens.class))
          : Optional.empty();
    } catch (IOException broken) {
      // Its own words could show what is in it.
      throw new Failure(ExitCode.NOT_ALLOWED, file + " cannot be read.", "Sign in again.");
    }
  }

  public void write(Tokens tokens) {
    try {
      PrivateFile.write(file, json().writeValueAsString(tokens));
    } catch (IOException e) {
      throw new Failure(ExitCode.UNEXPECTED, file + " cannot be written: " + e.getMessage(), "");
    }
  }

  /** Whether there was one. */
  public boolean delete() {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new Failure(ExitCode.UNEXPECTED, file + " cannot be deleted: " + e.getMessage(), "");
    }
  }

  /** A bare token, as {@code --token-file} names it. */
  static String bare(Path file) {
    try {
      return checked(Files.readAllBytes(file), file.toString());
    } catch (IOException unreadable) {
      throw new Failure(
          ExitCode.NOT_ALLOWED,
          "No token can be read from " + file + " (" + unreadable.getClass().getSimpleName() + ").",
          "");
    }
  }

  /**
   * @param where for the message, which must not have the token
   */
  public static String checked(byte[] content, String where) {
    var token = new String(content, StandardCharsets.UTF_8).strip();
    if (!TOKEN.matcher(token).matches()) {
      throw new Failure(
          ExitCode.NOT_ALLOWED, "What comes from " + where + " is no bearer token.", "");
    }
    return token;
  }

  /** Made where there is something to read or write. */
  private static JsonMapper json() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .serializationInclusion(JsonInclude.Include.NON_NULL)
        .build();
  }
}
