package dev.countersign.simulator.rds;

/** An account in a region: what every resource belongs to, and what every list is limited to. */
public record Scope(String account, String region) {

  public String arn(String type, String name) {
    return "arn:aws:rds:" + region + ":" + account + ":" + type + ":" + name;
  }
}
