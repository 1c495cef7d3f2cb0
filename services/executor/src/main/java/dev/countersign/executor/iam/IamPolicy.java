package dev.countersign.executor.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.executor.accounts.Account;
import dev.countersign.executor.accounts.Accounts;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./countersign iam-policy}: prints the documents as JSON. */
public final class IamPolicy {
  private static final String USAGE =
      """
      ./countersign iam-policy [--accounts FILE] [--settings FILE] [--principal ARN]

      Prints the IAM documents that the executor needs, made from what each operation declares:
        identity   for the executor's own identity: become the roles below, and nothing else
        accounts   for each account: the role, its trust policy, its permissions

        --accounts FILE   the executor's accounts
        --settings FILE   policy's settings: the names of tags, what says production, the first gate
        --principal ARN   the executor's own identity

      Production is denied unless both gates are open: enable_production_operations in the settings,
      and ENABLE_PRODUCTION_OPERATIONS=true in the environment of this command.
      """;

  /** Prints, or says on stderr what is wrong and exits with 2. */
  public static void main(String[] args) {
    System.exit(
        run(
            List.of(args),
            String.valueOf(System.getenv("ENABLE_PRODUCTION_OPERATIONS")),
            System.out));
  }

  static int run(List<String> args, String secondGate, PrintStream out) {
    if (args.contains("--help") || args.contains("-h")) {
      out.print(USAGE);
      return 0;
    }
    try {
      var options = options(args);
      var accounts = Accounts.read(Path.of(given(options, "--accounts"))).all();
      var guards =
          Guards.read(Path.of(given(options, "--settings")), Boolean.parseBoolean(secondGate));
      out.println(json(documents(accounts, guards, given(options, "--principal"))));
      return 0;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      System.err.println("countersign iam-policy: " + e.getMessage());
      return 2;
    }
  }

  static Map<String, Object> documents(List<Account> accounts, Guards guards, String principal) {
    var byAccount = new LinkedHashMap<String, Object>();
    for (var account : accounts) {
      var documents = new LinkedHashMap<String, Object>();
      documents.put("role", account.roleArn());
      documents.put("trust", Documents.trust(account, principal));
      documents.put("permissions", Documents.permissions(account, guards));
      byAccount.put(account.id(), documents);
    }
    var all = new LinkedHashMap<String, Object>();
    all.put("production", guards.productionOpen() ? "open" : "denied");
    all.put("identity", Documents.identity(accounts));
    all.put("accounts", byAccount);
    return all;
  }

  private static String json(Map<String, Object> documents) {
    try {
      return JsonMapper.builder()
          .build()
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(documents);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A later one wins, so that the launcher can put defaults first. */
  private static Map<String, String> options(List<String> args) {
    var options = new HashMap<String, String>();
    for (var i = 0; i < args.size(); i += 2) {
      if (!List.of("--accounts", "--settings", "--principal").contains(args.get(i))
          || i + 1 == args.size()) {
        throw new IllegalArgumentException("not understood: " + args.get(i) + " (see --help)");
      }
      options.put(args.get(i), args.get(i + 1));
    }
    return options;
  }

  private static String given(Map<String, String> options, String name) {
    var value = options.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing (see --help)");
    }
    return value;
  }

  private IamPolicy() {}
}
