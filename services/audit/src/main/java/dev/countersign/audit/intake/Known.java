package dev.countersign.audit.intake;

import dev.countersign.audit.entry.Identity;
import dev.countersign.audit.tree.Hash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the ledger has of the events of a batch. Grows while the batch is planned. */
public final class Known {
  private final Map<Name, Set<Hash>> contents = new HashMap<>();
  private final Map<Numbered, Long> sequences = new HashMap<>();

  private record Name(String source, String eventId) {}

  private record Numbered(String source, String subject) {}

  /** An entry is in the ledger. */
  public void add(Identity identity) {
    contents
        .computeIfAbsent(new Name(identity.source(), identity.eventId()), _ -> new HashSet<>())
        .add(identity.content());
  }

  /** The ledger has got this far in a source's numbering. */
  public void reached(String source, String subject, long sequence) {
    sequences.merge(new Numbered(source, subject), sequence, Math::max);
  }

  /** Whether this very event is in the ledger. */
  boolean has(Identity identity) {
    return contentsOf(identity).contains(identity.content());
  }

  /** Whether its source and id are taken, by this event or another. */
  boolean hasNameOf(Identity identity) {
    return !contentsOf(identity).isEmpty();
  }

  long sequence(String source, String subject) {
    return sequences.getOrDefault(new Numbered(source, subject), 0L);
  }

  private Set<Hash> contentsOf(Identity identity) {
    return contents.getOrDefault(new Name(identity.source(), identity.eventId()), Set.of());
  }
}
