package dev.countersign.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** Every operation, whenever something happened to it; never ends by itself. */
final class FollowingAll extends Live<JsonNode> {
  private final Calls calls;
  private final Runnable connected;

  /**
   * @param connected called whenever a connection has been made: what happened before it is told by
   *     no stream
   */
  FollowingAll(Calls calls, Runnable connected) {
    super(calls.repeats());
    this.calls = calls;
    this.connected = connected;
  }

  @Override
  EventConnection open() {
    var connection = calls.open(Endpoint.FOLLOW_ALL.template(), "");
    try {
      connected.run();
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  @Override
  JsonNode read(String data) throws IOException {
    return Wire.MAPPER.readTree(data);
  }

  @Override
  boolean ended() {
    return false;
  }
}
