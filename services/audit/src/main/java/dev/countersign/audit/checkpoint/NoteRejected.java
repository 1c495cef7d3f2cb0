package dev.countersign.audit.checkpoint;

/** A note or key that is malformed, or not signed by the key that was asked for. */
public final class NoteRejected extends Exception {
  private static final long serialVersionUID = 1L;

  NoteRejected(String reason) {
    super(reason);
  }

  NoteRejected(String reason, Exception cause) {
    super(reason, cause);
  }
}
