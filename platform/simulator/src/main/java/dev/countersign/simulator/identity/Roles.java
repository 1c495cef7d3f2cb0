package dev.countersign.simulator.identity;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.countersign.simulator.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The roles that can be assumed. Those that were added at run time are kept in a file and outlive a
 * restart.
 */
public final class Roles {
  private final Path file;
  private final Map<String, Role> roles = new TreeMap<>();

  public Roles(Path file, List<Role> usual) throws IOException {
    this.file = file;
    usual.forEach(role -> roles.put(role.roleArn(), role));
    if (Files.exists(file)) {
      List<Role> kept = Json.MAPPER.readValue(file.toFile(), new TypeReference<List<Role>>() {});
      kept.forEach(role -> roles.put(role.roleArn(), role));
    }
  }

  public synchronized void put(Role role) {
    roles.put(role.roleArn(), role);
    try {
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.write(next, Json.MAPPER.writeValueAsBytes(roles.values()));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a role may do, or null for all. */
  public @Nullable String policyOf(String roleArn) {
    return find(roleArn).map(Role::policy).orElse(null);
  }

  synchronized Optional<Role> find(String roleArn) {
    return Optional.ofNullable(roles.get(roleArn));
  }

  public synchronized List<Role> all() {
    return List.copyOf(roles.values());
  }
}
