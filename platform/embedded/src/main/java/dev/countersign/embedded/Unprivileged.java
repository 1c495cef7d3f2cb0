package dev.countersign.embedded;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a program that refuses to run as root is run by root: in a user namespace, where root is
 * nobody to the program and still the owner of its files; where namespaces are forbidden (most
 * containers), as another user that exists.
 *
 * @param prefix what stands before the command
 * @param owner who has to own the data; null where that is us, who start it
 */
record Unprivileged(List<String> prefix, @Nullable String owner) {
  private static final String ROOT = "root";
  private static final List<String> USERS = List.of("postgres", "nobody", "daemon");

  /** Null where neither we are unprivileged nor a user namespace makes us so. */
  static @Nullable Unprivileged asOurselves() {
    if (!isRoot()) {
      return new Unprivileged(List.of(), null);
    }
    var namespace = new Unprivileged(List.of("unshare", "-U", "--"), null);
    return namespace.runs(Path.of("/bin/true")) ? namespace : null;
  }

  /** As the first user of this machine that can run the program. */
  static Unprivileged asAnother(Path program) {
    for (var user : USERS) {
      var as = List.of("setpriv", "--reuid=" + user, "--clear-groups");
      // The data may lie below a folder that only root may enter, such as /root: the right to
      // search
      // goes along. Where that cannot be given, the folders have to be open.
      var searching = new ArrayList<>(as);
      searching.addAll(
          List.of("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search", "--"));
      var plain = new ArrayList<>(as);
      plain.add("--");
      for (var prefix : List.of(searching, plain)) {
        var way = new Unprivileged(List.copyOf(prefix), user);
        if (way.runs(program)) {
          return way;
        }
      }
    }
    throw new ChildFailed(
        "PostgreSQL does not run as root, and none of the ways around it works here: user namespaces"
            + " (unshare -U) are forbidden, and setpriv cannot run "
            + program
            + " as any of "
            + USERS
            + ". Run this as an ordinary user.");
  }

  /** Whatever runs it, it must not be root inside, and it must reach the program. */
  private boolean runs(Path program) {
    var command = new ArrayList<>(prefix);
    command.addAll(List.of("/bin/sh", "-c", "test \"$(id -u)\" != 0 && exec \"$0\" --version"));
    command.add(program.toString());
    return Signals.run(command.toArray(String[]::new)) == 0;
  }

  /** Makes a folder and what is in it belong to whoever will write there. */
  void give(Path folder) throws IOException {
    if (!isRoot()) {
      return;
    }
    var name = owner == null ? ROOT : owner;
    if (Files.getOwner(folder).getName().equals(name)) {
      return;
    }
    var user = FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name);
    try (var files = Files.walk(folder)) {
      for (var file : files.toList()) {
        Files.setOwner(file, user);
      }
    }
  }

  private static boolean isRoot() {
    return ROOT.equals(System.getProperty("user.name"));
  }

  List<String> command(List<String> command) {
    var line = new ArrayList<>(prefix);
    line.addAll(command);
    return line;
  }
}
