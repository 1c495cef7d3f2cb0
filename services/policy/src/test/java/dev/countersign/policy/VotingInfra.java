package dev.countersign.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;

/** The same, with rules that ask for votes on instances with a tag. */
public final class VotingInfra extends PolicyInfra {
  @Override
  public Map<String, String> start() {
    var settings = super.start();
    try {
      Files.writeString(
          Path.of(Objects.requireNonNull(settings.get("countersign.policy.settings"))),
          """
          approval_rules:
            - title: Two DBAs
              when: { tags: { Votes: two } }
              quorum: [{ group: DBA, count: 2 }]
              start_within: 1h
            - title: Two DBAs at once
              when: { tags: { Votes: hasty } }
              quorum: [{ group: DBA, count: 2 }]
              waiting: 2s
          """,
          StandardOpenOption.APPEND);
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
