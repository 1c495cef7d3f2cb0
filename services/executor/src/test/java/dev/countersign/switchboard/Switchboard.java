package dev.countersign.switchboard;

import dev.countersign.contracts.event.StatusEvent.Fault;
import dev.countersign.contracts.resource.OtherResource;
import dev.countersign.contracts.resource.ResourceKey;
import dev.countersign.provider.CallAnswer;
import dev.countersign.provider.operation.Call;
import dev.countersign.provider.operation.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The service: one line, which rings and greets. It writes down every effect. */
public final class Switchboard {
  /** The line's key. */
  public static final ResourceKey LINE =
      new ResourceKey("111122223333", "eu-central-1", "switchboard", "line", "line-1");

  private final Set<String> tokens = new HashSet<>();
  private final List<String> effects = new ArrayList<>();
  private String greeting = "";
  private String writer = "";
  private int version = 1;

  /** What it does with a call that arrives. */
  public CallAnswer call(Call call) {
    return call.action().equals("Ring") ? ring(call) : put(call);
  }

  private CallAnswer ring(Call call) {
    // As services with client tokens do: the same answer, and nothing is done again.
    if (tokens.add(String.valueOf(call.arguments().get("ClientToken")))) {
      effects.add("ring");
    }
    return new CallAnswer.Accepted("request");
  }

  private CallAnswer put(Call call) {
    if (!String.valueOf(version).equals(call.arguments().get("Version"))) {
      return new CallAnswer.Refused(
          Refusal.CONFLICT, new Fault("conflict", "Conflict", null, "Another version.", "Wait."));
    }
    put(
        String.valueOf(call.arguments().get("Greeting")),
        String.valueOf(call.arguments().get("Writer")));
    return new CallAnswer.Accepted("request");
  }

  /** Somebody sets it. */
  public void put(String text, String by) {
    greeting = text;
    writer = by;
    version++;
    effects.add("put " + by);
  }

  /** Every effect, in order. */
  public List<String> effects() {
    return List.copyOf(effects);
  }

  /** The line as it is seen. */
  public OtherResource line(Instant now) {
    return new OtherResource(
        LINE,
        "line-1",
        "arn:aws:switchboard:eu-central-1:111122223333:line:line-1",
        "open",
        Map.of("Environment", "development"),
        Map.of(
            "greeting",
            greeting,
            "writer",
            writer,
            "version",
            String.valueOf(version),
            "tokens",
            List.copyOf(tokens)),
        now);
  }
}
