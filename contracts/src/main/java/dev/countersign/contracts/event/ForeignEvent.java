package dev.countersign.contracts.event;

/**
 * A record whose source may not write its topic, or whose type does not belong there. Nobody acts
 * on it: either a service's credentials are in wrong hands, or a service is broken.
 */
public final class ForeignEvent extends UnreadableEvent {
  private static final long serialVersionUID = 1L;

  ForeignEvent(String reason) {
    super(reason);
  }
}
