package dev.countersign.executor.iam;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.executor.accounts.Account;
import dev.countersign.executor.providers.Providers;
import dev.countersign.provider.Provider;
import dev.countersign.provider.ResourceKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The documents, by the rules of the IAM policy language (version 2012-10-17). */
final class Documents {
  /** Who may assume the account's role, and how. */
  static Map<String, Object> trust(Account account, String principal) {
    var named = new TreeMap<String, Object>();
    named.put("StringLike", Map.of("sts:RoleSessionName", "countersign-*"));
    if (account.externalId() != null) {
      named.put("StringEquals", Map.of("sts:ExternalId", account.externalId()));
    }
    return document(
        List.of(
            trusting("OnlyTheExecutor", principal, "sts:AssumeRole", named),
            trusting(
                "SayWhoAsked",
                principal,
                "sts:SetSourceIdentity",
                Map.of("StringLike", Map.of("sts:SourceIdentity", "?*")))));
  }

  /** What the account's role may do. */
  static Map<String, Object> permissions(Account account, Guards guards) {
    var statements = new ArrayList<Map<String, Object>>();
    var all = new TreeSet<String>();
    for (var provider : Providers.all()) {
      statements.addAll(permissions(account, guards, provider, all));
    }
    statements.add(
        statement(
            "NothingForNobody",
            "Deny",
            all,
            List.of("*"),
            Map.of("Null", Map.of("aws:SourceIdentity", "true"))));
    return document(statements);
  }

  /**
   * @param all takes up every action that changes something
   */
  private static List<Map<String, Object>> permissions(
      Account account, Guards guards, Provider provider, TreeSet<String> all) {
    var byKind = byKind(provider);
    var statements = new ArrayList<Map<String, Object>>();
    statements.add(
        statement(
            "LookAt" + provider.service().toUpperCase(Locale.ROOT),
            "Allow",
            provider.rightsToLook(),
            List.of("*"),
            null));
    for (var kind : provider.kinds()) {
      var actions = byKind.remove(kind.kind());
      if (actions != null) {
        all.addAll(actions);
        var arn = List.of(arn(provider, account, kind));
        statements.add(statement(kind.named(), "Allow", actions, arn, null));
        statements.addAll(denials(guards, kind, actions, arn));
      }
    }
    if (!byKind.isEmpty()) {
      throw new IllegalStateException(
          "definitions of " + provider.service() + " need rights on " + byKind.keySet());
    }
    return statements;
  }

  /** One statement for each name of a tag: several in one would all have to hold. */
  private static List<Map<String, Object>> denials(
      Guards guards, ResourceKind kind, TreeSet<String> actions, List<String> arn) {
    var statements = new ArrayList<Map<String, Object>>();
    if (kind.mustBeTagged()) {
      statements.add(
          statement(
              "NothingOnUntagged" + kind.single(),
              "Deny",
              actions,
              arn,
              Map.of("Null", untagged(guards))));
    }
    if (kind.classified() && !guards.productionOpen()) {
      for (var name : guards.tagNames()) {
        statements.add(
            statement(
                "NoProduction" + kind.single() + "By" + sid(name),
                "Deny",
                actions,
                arn,
                Map.of(
                    "StringEqualsIgnoreCase",
                    Map.of("aws:ResourceTag/" + name, guards.productionValues()))));
      }
    }
    return statements;
  }

  /** What the executor's own identity may do: become those roles, and nothing else. */
  static Map<String, Object> identity(List<Account> accounts) {
    return document(
        List.of(
            statement(
                "BecomeTheRoles",
                "Allow",
                List.of("sts:AssumeRole", "sts:SetSourceIdentity"),
                accounts.stream().map(Account::roleArn).toList(),
                null)));
  }

  private static Map<String, String> untagged(Guards guards) {
    var missing = new TreeMap<String, String>();
    guards.tagNames().forEach(name -> missing.put("aws:ResourceTag/" + name, "true"));
    return missing;
  }

  private static Map<String, TreeSet<String>> byKind(Provider provider) {
    var byKind = new TreeMap<String, TreeSet<String>>();
    for (var operation : OperationCatalogue.load().definitions()) {
      if (operation.service().equals(provider.service())) {
        operation
            .rights()
            .forEach((kind, actions) ->
                byKind.computeIfAbsent(kind, _ -> new TreeSet<>()).addAll(actions));
      }
    }
    return byKind;
  }

  private static String arn(Provider provider, Account account, ResourceKind kind) {
    // arn:aws:iam::111122223333:role/…: the partition is the role's.
    var partition = account.roleArn().split(":", -1)[1];
    return provider.everyArn(partition, account.id(), kind.kind());
  }

  /** A statement's id takes letters and digits. */
  private static String sid(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "");
  }

  private static Map<String, Object> trusting(
      String sid, String principal, String action, Map<String, Object> condition) {
    var statement = new LinkedHashMap<String, Object>();
    statement.put("Sid", sid);
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("AWS", principal));
    statement.put("Action", action);
    statement.put("Condition", condition);
    return statement;
  }

  private static Map<String, Object> statement(
      String sid,
      String effect,
      Iterable<String> actions,
      List<String> resources,
      @Nullable Map<String, ?> condition) {
    var statement = new LinkedHashMap<String, Object>();
    statement.put("Sid", sid);
    statement.put("Effect", effect);
    statement.put("Action", actions);
    statement.put("Resource", resources);
    if (condition != null) {
      statement.put("Condition", condition);
    }
    return statement;
  }

  private static Map<String, Object> document(List<Map<String, Object>> statements) {
    var document = new LinkedHashMap<String, Object>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements);
    return document;
  }

  private Documents() {}
}
