package dev.countersign.executor.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account.
 *
 * @param id 12 digits
 * @param name for people, or null
 * @param roleArn the role to assume there
 * @param externalId what the role's trust policy asks for, or null
 * @param regions where to look for instances; operations elsewhere are refused
 * @param limits what it may be asked for
 * @param instances identifiers to be looked at one by one where listing is not permitted
 */
public record Account(
    String id,
    @Nullable String name,
    String roleArn,
    @Nullable String externalId,
    List<String> regions,
    @Nullable Limits limits,
    @Nullable List<String> instances) {
  public Account {
    regions = List.copyOf(regions);
    limits = limits == null ? Limits.NONE : limits;
    instances = instances == null ? List.of() : List.copyOf(instances);
  }

  @Override
  public Limits limits() {
    return limits == null ? Limits.NONE : limits;
  }

  @Override
  public List<String> instances() {
    return instances == null ? List.of() : instances;
  }
}
