package dev.countersign.provider;

import io.netty.channel.EventLoopGroup;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** What reaching AWS takes in this process, whatever the service. */
public interface Transport {
  /** Another endpoint than AWS's, for every service. */
  Optional<URI> endpoint();

  /** The event loops that are there already. */
  EventLoopGroup loops();

  /** Our own time. */
  InstantSource clock();

  /** AWS answered, and said what time it is there: in whole seconds. */
  void answered(String region, Instant sent, Instant date, Instant received);
}
