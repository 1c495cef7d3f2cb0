package dev.countersign.executor.iam;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.executor.accounts.Account;
import dev.countersign.executor.operations.Arns;
import dev.countersign.executor.operations.Wanted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The documents, by the rules of the IAM policy language (version 2012-10-17). */
final class Documents {
  private static final Map<String, String> SIDS =
      Map.of(
          "db", "OperateOnInstances", "snapshot", "OperateOnSnapshots", "pg", "AttachParameters");

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
    var byKind = byKind();
    var statements = new ArrayList<Map<String, Object>>();
    statements.add(statement("Look", "Allow", Wanted.RIGHTS, List.of("*"), null));
    byKind.forEach((kind, actions) ->
        statements.add(
            statement(
                SIDS.getOrDefault(kind, kind),
                "Allow",
                actions,
                List.of(arn(account, kind)),
                null)));
    var onInstances = byKind.getOrDefault("db", new TreeSet<>());
    statements.add(
        statement(
            "NothingOnUntagged",
            "Deny",
            onInstances,
            List.of(arn(account, "db")),
            Map.of("Null", untagged(guards))));
    if (!guards.productionOpen()) {
      statements.addAll(closed(account, guards, byKind));
    }
    var all = new TreeSet<String>();
    byKind.values().forEach(all::addAll);
    statements.add(
        statement(
            "NothingForNobody",
            "Deny",
            all,
            List.of("*"),
            Map.of("Null", Map.of("aws:SourceIdentity", "true"))));
    return document(statements);
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

  /** One statement for each name of a tag: several in one would all have to hold. */
  private static List<Map<String, Object>> closed(
      Account account, Guards guards, Map<String, TreeSet<String>> byKind) {
    var statements = new ArrayList<Map<String, Object>>();
    for (var kind : List.of("db", "snapshot")) {
      for (var name : guards.tagNames()) {
        statements.add(
            statement(
                "NoProduction" + (kind.equals("db") ? "Instance" : "Snapshot") + "By" + sid(name),
                "Deny",
                byKind.getOrDefault(kind, new TreeSet<>()),
                List.of(arn(account, kind)),
                Map.of(
                    "StringEqualsIgnoreCase",
                    Map.of("aws:ResourceTag/" + name, guards.productionValues()))));
      }
    }
    return statements;
  }

  private static Map<String, String> untagged(Guards guards) {
    var missing = new TreeMap<String, String>();
    guards.tagNames().forEach(name -> missing.put("aws:ResourceTag/" + name, "true"));
    return missing;
  }

  private static Map<String, TreeSet<String>> byKind() {
    var byKind = new TreeMap<String, TreeSet<String>>();
    for (var operation : OperationCatalogue.load().definitions()) {
      operation
          .rights()
          .forEach((kind, actions) ->
              byKind.computeIfAbsent(kind, _ -> new TreeSet<>()).addAll(actions));
    }
    return byKind;
  }

  private static String arn(Account account, String kind) {
    // arn:aws:iam::111122223333:role/…: the partition is the role's.
    var partition = account.roleArn().split(":", -1)[1];
    return Arns.every(partition, account.id(), kind);
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
