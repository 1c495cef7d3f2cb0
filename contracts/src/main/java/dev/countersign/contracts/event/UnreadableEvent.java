package dev.countersign.contracts.event;

/** A record that is no event of ours. The message says why and never quotes the content. */
public sealed class UnreadableEvent extends IllegalArgumentException permits ForeignEvent {
  private static final long serialVersionUID = 1L;

  UnreadableEvent(String reason) {
    super(reason);
  }

  UnreadableEvent(String reason, Exception cause) {
    super(reason, cause);
  }
}
