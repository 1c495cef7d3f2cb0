package dev.countersign.audit.intake;

import dev.countersign.audit.entry.Identity;
import dev.countersign.audit.tree.Hash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** What the ledger has of the events of a batch. Grows while the batch is planned. */
public final class Known {
  private final Map<Name, Set<Hash>> contents = new HashMap<>();
  private final Map<Numbered, NavigableSet<Long>> sequences = new HashMap<>();

  private record Name(String source, String eventId) {}

  private record Numbered(String source, String subject) {}

  /** An entry is in the ledger. */
  public void add(Identity identity) {
    contents
        .computeIfAbsent(new Name(identity.source(), identity.eventId()), _ -> new HashSet<>())
        .add(identity.content());
  }

  /** The ledger has this number of a source's. */
  public void reached(String source, String subject, long sequence) {
    sequences.computeIfAbsent(new Numbered(source, subject), _ -> new TreeSet<>()).add(sequence);
  }

  /** Whether this very event is in the ledger. */
  boolean has(Identity identity) {
    return contentsOf(identity).contains(identity.content());
  }

  /** Whether its source and id are taken, by this event or another. */
  boolean hasNameOf(Identity identity) {
    return !contentsOf(identity).isEmpty();
  }

  /**
   * The highest number below this one, 0 where there is none: what comes above it, however far,
   * says nothing about whether those in between are there.
   */
  long below(String source, String subject, long sequence) {
    var known = sequences.get(new Numbered(source, subject));
    var lower = known == null ? null : known.lower(sequence);
    return lower == null ? 0 : lower;
  }

  private Set<Hash> contentsOf(Identity identity) {
    return contents.getOrDefault(new Name(identity.source(), identity.eventId()), Set.of());
  }
}
