package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a program that refuses to run as root is run by root: in a user namespace, where root is
 * nobody to the program and still the owner of its files; where namespaces are forbidden (most
 * containers), as another user that exists.
 *
 * @param prefix what stands before the command
 * @param owner who has to own the data; null where that is us
 */
record Unprivileged(List<String> prefix, @Nullable String owner) {
  private static final List<String> USERS = List.of("postgres", "nobody", "daemon");

  /** The first way in which {@code probe} runs and says exit code 0. */
  static Unprivileged find(Path probe) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return new Unprivileged(List.of(), null);
    }
    for (var way : ways()) {
      var command = new ArrayList<>(way.prefix());
      // Whatever runs it, it must not be root inside, and it must reach the program.
      command.addAll(List.of("/bin/sh", "-c", "test \"$(id -u)\" != 0 && exec \"$0\" --version"));
      command.add(probe.toString());
      if (Signals.run(command.toArray(String[]::new)) == 0) {
        return way;
      }
    }
    throw new ChildFailed(
        "PostgreSQL does not run as root, and none of the ways around it works here: user namespaces"
            + " (unshare -U) are forbidden, and setpriv cannot run "
            + probe
            + " as any of "
            + USERS
            + ". Run this as an ordinary user, or set COUNTERSIGN_CACHE to a folder that they may"
            + " enter.");
  }

  private static List<Unprivileged> ways() {
    var ways = new ArrayList<Unprivileged>();
    ways.add(new Unprivileged(List.of("unshare", "-U", "--"), null));
    for (var user : USERS) {
      var as = List.of("setpriv", "--reuid=" + user, "--clear-groups");
      // Our folders may lie below one that only root may enter, such as /root: the right to search
      // and read goes along. Where that cannot be given, the folders have to be open.
      var reading = new ArrayList<>(as);
      reading.addAll(
          List.of("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--"));
      ways.add(new Unprivileged(List.copyOf(reading), user));
      var plain = new ArrayList<>(as);
      plain.add("--");
      ways.add(new Unprivileged(List.copyOf(plain), user));
    }
    return ways;
  }

  /** Makes a folder and what is in it belong to the user that will write there. */
  void give(Path folder) throws IOException {
    if (owner == null) {
      return;
    }
    UserPrincipal user =
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(owner);
    try (var files = Files.walk(folder)) {
      for (var file : files.toList()) {
        Files.setOwner(file, user);
      }
    }
  }

  List<String> command(List<String> command) {
    var line = new ArrayList<>(prefix);
    line.addAll(command);
    return line;
  }
}
