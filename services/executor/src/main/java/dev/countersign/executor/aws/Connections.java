package dev.countersign.executor.aws;

import dev.countersign.executor.aws.Sessions.NotOpened;
import dev.countersign.executor.providers.Providers;
import dev.countersign.provider.Connection;
import dev.countersign.provider.Place;
import dev.countersign.provider.Provider;
import dev.countersign.provider.Session;
import dev.countersign.provider.Surroundings;
import dev.countersign.provider.Transport;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** One connection to each service that a provider brings in. */
@Singleton
public class Connections {
  private final AwsTransport transport;
  private final Sessions sessions;
  private final Paces paces;
  private final Map<String, Connection> byService = new HashMap<>();

  @Inject
  Connections(AwsTransport transport, Sessions sessions, Paces paces) {
    this.transport = transport;
    this.sessions = sessions;
    this.paces = paces;
    for (var provider : Providers.all()) {
      byService.put(provider.service(), provider.connect(new Surrounded(provider)));
    }
  }

  /** The connection to a service that there is. */
  public Connection of(String service) {
    var connection = byService.get(service);
    if (connection == null) {
      throw new IllegalArgumentException("no provider for " + service);
    }
    return connection;
  }

  /** Why a look at a service failed; where there was no session for it, that is no fault of it. */
  public String words(String service, Throwable fault) {
    return NotOpened.in(fault).map(Throwable::getMessage).orElseGet(() -> of(service).words(fault));
  }

  @PreDestroy
  void close() {
    byService.values().forEach(Connection::close);
  }

  private final class Surrounded implements Surroundings {
    private final Provider provider;

    Surrounded(Provider provider) {
      this.provider = provider;
    }

    @Override
    public Transport transport() {
      return transport;
    }

    @Override
    public CompletionStage<Session> reading(Place place) {
      return sessions.forReading(place, provider);
    }

    @Override
    public void readingRefused(Place place) {
      sessions.forget(place, provider);
    }

    @Override
    public <T> CompletableFuture<T> paced(
        Place place, String action, Supplier<? extends CompletionStage<T>> call) {
      var service = provider.service();
      return paces.paced(place, service, action, of(service)::outcome, call);
    }
  }
}
