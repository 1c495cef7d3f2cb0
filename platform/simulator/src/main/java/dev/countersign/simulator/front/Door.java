package dev.countersign.simulator.front;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.countersign.simulator.fault.RateLimit;
import dev.countersign.simulator.fault.Rule;
import dev.countersign.simulator.fault.Rules;
import dev.countersign.simulator.fault.SkewedClock;
import dev.countersign.simulator.identity.Keyring;
import dev.countersign.simulator.identity.Principal;
import dev.countersign.simulator.identity.Roles;
import dev.countersign.simulator.identity.Sts;
import dev.countersign.simulator.rds.Action;
import dev.countersign.simulator.rds.Actions;
import dev.countersign.simulator.rds.Scope;
import dev.countersign.simulator.store.World;
import dev.countersign.simulator.wire.AwsError;
import dev.countersign.simulator.wire.Credential;
import dev.countersign.simulator.wire.Form;
import dev.countersign.simulator.wire.Protocol;
import dev.countersign.simulator.wire.Xml;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes every call of an AWS client and answers it. */
public final class Door implements HttpHandler {
  private static final System.Logger LOG = System.getLogger("simulator");
  private static final int LARGEST_BODY = 1 << 20;

  /** What the calls meet on their way. */
  public record Inside(
      World world,
      Keyring keyring,
      Sts sts,
      Roles roles,
      Rules rules,
      RateLimit limit,
      Calls calls,
      SkewedClock clock,
      long delayMs) {}

  private record Answer(int status, String xml) {}

  private final Inside inside;

  public Door(Inside inside) {
    this.inside = inside;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String requestId = UUID.randomUUID().toString();
    try (exchange) {
      Answer answer = answer(exchange, requestId);
      byte[] body = answer.xml.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
      DateHeader.put(exchange, inside.clock);
      exchange.sendResponseHeaders(answer.status, body.length);
      exchange.getResponseBody().write(body);
    } catch (Trouble.NoAnswer e) {
      // Closing without an answer ends the connection, which is what was ordered.
      inside.calls.refused("no answer");
    }
  }

  private Answer answer(HttpExchange exchange, String requestId) throws IOException {
    Protocol protocol = Protocol.RDS;
    try {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
      if (body.length > LARGEST_BODY) {
        throw new AwsError(413, "RequestEntityTooLarge", "The request is larger than 1 MiB.");
      }
      String query = exchange.getRequestURI().getRawQuery();
      Form form =
          Form.parse(
              body.length == 0 && query != null ? query : new String(body, StandardCharsets.UTF_8));
      var headers = exchange.getRequestHeaders();
      Credential credential = Credential.parse(headers.getFirst("Authorization"));
      protocol = credential.service().equals("sts") ? Protocol.STS : Protocol.RDS;
      protocol = Protocol.of(form, credential.service());
      String action = form.required("Action");
      inside.calls.called(action);
      Trouble.pause(inside.delayMs);
      Signature.checkDate(headers.getFirst("X-Amz-Date"), inside.clock.instant());
      Signature.verify(
          new Signature.Signed(
              exchange.getRequestMethod(), query == null ? "" : query, headers::getFirst, body),
          inside.keyring.secretOf(credential.accessKeyId()));
      Principal caller =
          inside.keyring.identify(
              credential.accessKeyId(),
              headers.getFirst("X-Amz-Security-Token"),
              inside.clock.instant());
      String xml =
          protocol == Protocol.STS
              ? sts(action, form, caller, credential, requestId)
              : rds(action, form, caller, credential, requestId);
      return new Answer(200, xml);
    } catch (AwsError e) {
      inside.calls.refused(e.code());
      return new Answer(e.status(), Xml.error(protocol, e, requestId));
    } catch (Trouble.NoAnswer e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a call failed here", e);
      var failure = new AwsError(500, "InternalFailure", "The simulator failed: " + e);
      return new Answer(500, Xml.error(protocol, failure, requestId));
    }
  }

  private String sts(
      String action, Form form, Principal caller, Credential credential, String requestId) {
    var trouble =
        trouble(
            action,
            new Scope(caller.account(), credential.region()),
            List.of(form.text("RoleArn", "*")));
    trouble.beforeEffect();
    Map<String, Object> result =
        inside.sts.answer(action, form, caller, inside.clock.instant(), inside.world.pace());
    trouble.afterEffect();
    return Xml.answer(Protocol.STS, action, result, true, requestId);
  }

  private String rds(
      String name, Form form, Principal caller, Credential credential, String requestId) {
    var scope = new Scope(caller.account(), credential.region());
    if (!inside.limit.admits(scope)) {
      throw AwsError.refused("Throttling", "Rate exceeded");
    }
    Action action = Actions.named(name);
    List<String> resources = inside.world.resources(action, scope, form);
    var trouble = trouble(name, scope, resources);
    trouble.beforeEffect();
    Permission.check(
        caller,
        inside.world.needs(action, scope, form),
        form,
        inside.roles,
        inside.clock.instant());
    Map<String, Object> result =
        inside.world.perform(
            action,
            scope,
            form,
            requestId,
            trouble.laterFailure(name),
            effect -> LedgerLine.complete(effect, caller, form, requestId, trouble));
    trouble.afterEffect();
    return Xml.answer(
        Protocol.RDS, name, result == null ? Map.of() : result, result != null, requestId);
  }

  private Trouble trouble(String action, Scope scope, List<String> resources) {
    var call = new Rule.Struck(action, scope.account(), scope.region(), resources);
    return new Trouble(inside.rules.strike(call, inside.clock.unskewed()));
  }
}
