package dev.countersign.simulator.fault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The rules in force. */
public final class Rules {
  private static final class Standing {
    private final Rule rule;
    private int matched;
    private int struck;

    private Standing(Rule rule) {
      this.rule = rule;
    }

    private boolean strikes(Rule.Struck call, Instant now, Random random) {
      boolean over = rule.until() != null && !now.isBefore(rule.until());
      boolean spent = rule.count() != null && struck >= rule.count();
      if (over || spent || !rule.match().covers(call)) {
        return false;
      }
      matched++;
      if (matched <= rule.skip() || random.nextDouble() >= rule.probability()) {
        return false;
      }
      struck++;
      return true;
    }
  }

  private final List<Standing> standing = new ArrayList<>();
  private final Random random = new Random();

  public synchronized void add(Rule rule) {
    standing.removeIf(one -> one.rule.id().equals(rule.id()));
    standing.add(new Standing(rule));
  }

  public synchronized boolean remove(String id) {
    return standing.removeIf(one -> one.rule.id().equals(id));
  }

  public synchronized void clear() {
    standing.clear();
  }

  public synchronized List<Map<String, Object>> shown() {
    return standing.stream().map(one -> one.rule.shown(one.matched, one.struck)).toList();
  }

  /** The rules that strike this call; each has been counted. */
  public synchronized List<Rule> strike(Rule.Struck call, Instant now) {
    if (standing.isEmpty()) {
      return List.of();
    }
    return standing.stream()
        .filter(one -> one.strikes(call, now, random))
        .map(one -> one.rule)
        .toList();
  }
}
