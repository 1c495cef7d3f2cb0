package dev.countersign.relay.publishing;

/** Is told how it goes. Returns at once. */
public interface Observer {
  /** What may have to wait. */
  enum Part {
    /** The database, or the right to publish. */
    RELAY,
    /** The broker. */
    PUBLISHING
  }

  /** This part waits for something to come back, and goes on trying. */
  void waits(Part part, Throwable fault);

  /** Nothing holds this part up. */
  void works(Part part);

  /** From now on, or no more, this instance is the one that publishes. */
  void leads(boolean leads);

  /** So many were published, and noted down. */
  void published(int events);

  /** Everything that could be found was handed on: a good moment for what is not urgent. */
  void looked();
}
