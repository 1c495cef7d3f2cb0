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
 */
public record Account(
    String id,
    @Nullable String name,
    String roleArn,
    @Nullable String externalId,
    List<String> regions) {
  public Account {
    regions = List.copyOf(regions);
  }
}
