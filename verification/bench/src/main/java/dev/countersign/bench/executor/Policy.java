package dev.countersign.bench.executor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.bench.executor.Cloud.Member;
import dev.countersign.contracts.Topics;
import dev.countersign.contracts.decision.Classification;
import dev.countersign.contracts.decision.DecisionStatement.Approval;
import dev.countersign.contracts.decision.Envelope;
import dev.countersign.contracts.decision.Environment;
import dev.countersign.contracts.decision.RequestHash;
import dev.countersign.contracts.decision.SigningKeys;
import dev.countersign.contracts.event.DecisionEvent.OperationApproved;
import dev.countersign.contracts.event.Event;
import dev.countersign.contracts.event.EventCodec;
import dev.countersign.contracts.event.EventIds;
import dev.countersign.contracts.event.RequestEvent.OperationRequested;
import dev.countersign.contracts.event.Requester;
import dev.countersign.contracts.event.Trace;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Approves, with a key that the executor under measurement trusts. */
final class Policy implements AutoCloseable {
  // Longer than policy's own: what is measured here may wait long for a slow account.
  private static final Duration VALID = Duration.ofHours(1);

  private final KeyPair key;
  private final KafkaProducer<String, byte[]> producer;

  Policy(KeyPair key, String bootstrap) {
    this.key = key;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 5),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  static KeyPair newKey() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a JDK without Ed25519", e);
    }
  }

  static String pem(KeyPair key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  /** One operation on each of them; returns once the broker has all. */
  void approve(String operation, List<Member> instances) {
    for (var instance : instances) {
      var event = event(approval(operation, instance));
      var message =
          new ProducerRecord<>(Topics.DECISIONS, event.partitionKey(), EventCodec.value(event));
      EventCodec.headers(event).forEach((k, v) -> message.headers().add(k, v.getBytes(UTF_8)));
      producer.send(message);
    }
    producer.flush();
  }

  private static Approval approval(String operation, Member instance) {
    var now = Instant.now();
    var request =
        new OperationRequested(
            EventIds.next(),
            operation,
            instance.key(),
            instance.identifier(),
            Map.of(),
            new Requester("bench@example.org", "Bench", List.of("DBA")),
            "127.0.0.1",
            now);
    var tags = Map.of("Environment", "development");
    var classification =
        new Classification(
            Environment.DEVELOPMENT,
            "tag",
            tags.toString(),
            instance.identifier(),
            List.copyOf(tags.keySet()),
            tags);
    return new Approval(
        request,
        RequestHash.of(request),
        instance.key(),
        classification,
        List.of("self-service@1"),
        "0".repeat(64),
        now,
        now.plus(VALID));
  }

  private Event event(Approval approval) {
    var id = approval.request().operationId();
    var envelope = Envelope.sign(approval, key.getPrivate(), SigningKeys.keyId(key.getPublic()));
    var approved =
        new OperationApproved(
            id,
            envelope,
            approval.classification(),
            approval.rules(),
            approval.rulesVersion(),
            approval.expiresAt());
    return new Event(
        EventIds.next(),
        "/countersign/policy",
        approval.request().requestedAt(),
        id,
        approval.resource().toString(),
        1,
        new Trace(id, null, null),
        approved);
  }

  @Override
  public void close() {
    producer.close();
  }
}
