package dev.countersign.embedded;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

/** Gives and takes rights, and waits until they are in force. */
final class BrokerRights {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private BrokerRights() {}

  /**
   * Gives these users these rights and takes every other from them; others keep theirs.
   *
   * @param client how an administrator connects
   */
  static void exactly(Map<String, String> client, Collection<AclBinding> wanted) {
    with(
        client,
        admin -> {
          var whose =
              wanted.stream().map(one -> one.entry().principal()).collect(Collectors.toSet());
          var known = known(admin);
          var more = wanted.stream().filter(one -> !known.contains(one)).toList();
          var fewer =
              known.stream()
                  .filter(one -> whose.contains(one.entry().principal()) && !wanted.contains(one))
                  .toList();
          change(admin, more, fewer);
        });
  }

  static void change(
      Map<String, String> client, Collection<AclBinding> more, Collection<AclBinding> fewer) {
    with(client, admin -> change(admin, more, fewer));
  }

  private static void change(Admin admin, Collection<AclBinding> more, Collection<AclBinding> fewer)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (!more.isEmpty()) {
      admin.createAcls(List.copyOf(more)).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    if (!fewer.isEmpty()) {
      var filters = fewer.stream().map(AclBinding::toFilter).toList();
      admin.deleteAcls(filters).all().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    // The controller has them; the broker's authorizer hears of it a moment later.
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (var now = known(admin);
        !now.containsAll(more) || fewer.stream().anyMatch(now::contains);
        now = known(admin)) {
      if (System.nanoTime() > deadline) {
        throw new ChildFailed("the rights are not in force after 30 s");
      }
      ChildProcess.pause(Duration.ofMillis(20));
    }
  }

  private static Set<AclBinding> known(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    return new HashSet<>(
        admin
            .describeAcls(AclBindingFilter.ANY)
            .values()
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  private static void with(Map<String, String> client, Act act) {
    try (var admin = Admin.create(Map.copyOf(client))) {
      act.run(admin);
    } catch (ExecutionException | TimeoutException broken) {
      throw new ChildFailed("the rights could not be changed", broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ChildFailed("interrupted while changing rights", interrupted);
    }
  }

  private interface Act {
    void run(Admin admin) throws ExecutionException, TimeoutException, InterruptedException;
  }
}
