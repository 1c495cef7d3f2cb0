package dev.countersign.client;

import java.io.IOException;

/** Every operation, whenever something happened to it; never ends by itself. */
final class FollowingAll extends Live<Operation> {
  private final Calls calls;

  FollowingAll(Calls calls) {
    super(calls.repeats());
    this.calls = calls;
  }

  @Override
  EventConnection open() {
    return calls.open(Endpoint.FOLLOW_ALL.template(), "");
  }

  @Override
  Operation read(String data) throws IOException {
    return Wire.MAPPER.readValue(data, Operation.class);
  }

  @Override
  boolean ended() {
    return false;
  }
}
