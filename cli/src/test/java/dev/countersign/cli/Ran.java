package dev.countersign.cli;

import dev.countersign.cli.session.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a command printed, and how it ended. */
record Ran(int exit, String out, String err) {
  static final String TOKEN = "eyJhbGciOi.secret.token";

  /** Where it runs: its home, its variables, what is on standard input. */
  record Place(
      Path home,
      Map<String, String> variables,
      String input,
      boolean terminal,
      @Nullable Path data) {
    static Place in(Path home) {
      return new Place(home, Map.of(), "", false, null);
    }

    Place with(String name, String value) {
      var all = new HashMap<>(variables);
      all.put(name, value);
      return new Place(home, all, input, terminal, data);
    }

    Place input(String text) {
      return new Place(home, variables, text, terminal, data);
    }

    Place onATerminal() {
      return new Place(home, variables, input, true, data);
    }

    /** In a checkout whose platform has this data. */
    Place checkout(Path platform) {
      return new Place(home, variables, input, terminal, platform);
    }

    Ran run(String... arguments) {
      var out = new ByteArrayOutputStream();
      var err = new ByteArrayOutputStream();
      var all = new HashMap<>(variables);
      all.put("HOME", home.toString());
      var here =
          new Surroundings(
              new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(err, true, StandardCharsets.UTF_8),
              all,
              terminal,
              data == null ? null : home,
              data,
              null);
      var exit = new Main(here).run(arguments);
      return new Ran(
          exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** As somebody who is signed in, against this server. */
    Ran signedIn(Server server, String... arguments) {
      return input(TOKEN)
          .run(
              Stream.of(List.of(arguments), List.of("--url", server.url(), "--token-file", "-"))
                  .flatMap(List::stream)
                  .toArray(String[]::new));
    }
  }
}
