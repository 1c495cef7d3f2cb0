package dev.countersign.executor.accounts;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.countersign.contracts.json.Json;
import dev.countersign.provider.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The accounts that this executor may reach. */
public final class Accounts {
  private static final Pattern ID = Pattern.compile("\\d{12}");

  private static final JsonMapper YAML =
      JsonMapper.builder(new YAMLFactory())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final List<Account> all;

  private Accounts(List<Account> all) {
    this.all = all;
  }

  /**
   * Reads the accounts file.
   *
   * @throws IllegalArgumentException saying what is wrong in which file
   */
  public static Accounts read(Path file) {
    try {
      var tree = YAML.readTree(Files.readString(file));
      if (tree == null || !tree.isObject()) {
        throw new IllegalArgumentException(file + " does not list any accounts");
      }
      // Account ids that were written without quotes are numbers to YAML; a leading zero is lost
      // there, which the check of the id's length finds.
      YAML.treeToValue(tree, Listed.class);
      var listed = Json.read(Json.bytes(tree), Listed.class);
      listed.accounts().forEach(account -> check(file, account));
      refuseDuplicates(file, listed.accounts());
      return new Accounts(List.copyOf(listed.accounts()));
    } catch (MismatchedInputException e) {
      // Above all a field that there is none of: a limit that is misspelt is no limit.
      throw new IllegalArgumentException(file + ": " + field(e) + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read accounts from " + file, e);
    }
  }

  /** All accounts, in the file's order. */
  public List<Account> all() {
    return all;
  }

  /** All accounts times their regions. */
  public List<Place> places() {
    return all.stream()
        .flatMap(account -> account.regions().stream().map(r -> new Place(account.id(), r)))
        .toList();
  }

  /** The account of a place; empty when the account or the region is not configured. */
  public Optional<Account> of(Place place) {
    return all.stream()
        .filter(a -> a.id().equals(place.account()) && a.regions().contains(place.region()))
        .findFirst();
  }

  private static String field(MismatchedInputException e) {
    return e.getPath().stream()
            .map(step ->
                step.getFieldName() == null ? "[" + step.getIndex() + ']' : step.getFieldName())
            .collect(Collectors.joining("."))
        + ": ";
  }

  private static void check(Path file, Account account) {
    if (!ID.matcher(account.id()).matches()) {
      throw new IllegalArgumentException(
          file + ": an account id has 12 digits (put it in quotes): " + account.id());
    }
    if (!account.roleArn().startsWith("arn:")) {
      throw new IllegalArgumentException(file + ": role_arn of " + account.id() + " is no ARN");
    }
    if (account.regions().isEmpty()) {
      throw new IllegalArgumentException(file + ": " + account.id() + " has no regions");
    }
    var complaint = account.limits().complaint();
    if (complaint != null) {
      throw new IllegalArgumentException(
          file + ": of the limits of " + account.id() + ", " + complaint);
    }
  }

  private static void refuseDuplicates(Path file, List<Account> accounts) {
    var seen = new HashSet<String>();
    accounts.forEach(account -> {
      if (!seen.add(account.id())) {
        throw new IllegalArgumentException(file + ": listed twice: " + account.id());
      }
    });
  }

  private record Listed(List<Account> accounts) {}
}
