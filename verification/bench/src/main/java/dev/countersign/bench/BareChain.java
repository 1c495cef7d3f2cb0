package dev.countersign.bench;

import dev.countersign.embedded.PostgresProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * As many hops as an operation makes, and nothing else: a commit and a send; then three times
 * receive, commit and, but for the last, send. Same broker, same kind of PostgreSQL with the same
 * durability, the same acknowledgements.
 */
final class BareChain implements AutoCloseable {
  private static final List<String> TOPICS =
      List.of("bench.requests", "bench.decisions", "bench.status");
  private static final Duration POLL = Duration.ofMillis(500);

  private final PostgresProcess postgres;
  private final KafkaProducer<String, String> producer;
  private final List<KafkaConsumer<String, String>> consumers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, CountDownLatch> waiting = new ConcurrentHashMap<>();
  private final Connection first;

  /**
   * @param work what the third hop does between its receive and its commit
   */
  BareChain(Map<String, Object> kafka, Path data, Consumer<String> work) throws Exception {
    this.postgres = PostgresProcess.start(data, 0);
    try (var admin = Admin.create(kafka)) {
      admin.createTopics(TOPICS.stream().map(BareChain::topic).toList()).all().get();
    }
    this.producer =
        new KafkaProducer<>(
            with(kafka, Map.of("acks", "all", "linger.ms", "0")),
            new StringSerializer(),
            new StringSerializer());
    this.first = table(0);
    hop(kafka, 1, id -> {}, id -> send(TOPICS.get(1), id));
    hop(kafka, 2, work, id -> send(TOPICS.get(2), id));
    hop(kafka, 3, id -> {}, this::arrived);
  }

  private static Map<String, Object> with(Map<String, Object> kafka, Map<String, Object> more) {
    var all = new HashMap<>(kafka);
    all.putAll(more);
    return all;
  }

  /** As durable as the platform's own: acknowledged is what the disk has. */
  private static NewTopic topic(String name) {
    return new NewTopic(name, 1, (short) 1).configs(Map.of("flush.messages", "1"));
  }

  /** One run through all hops, in nanoseconds. */
  long run(String id) throws Exception {
    var done = new CountDownLatch(1);
    waiting.put(id, done);
    var start = System.nanoTime();
    commit(first, 0, id);
    send(TOPICS.get(0), id);
    if (!done.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the bare chain did not end");
    }
    return System.nanoTime() - start;
  }

  private void hop(
      Map<String, Object> kafka, int number, Consumer<String> work, Consumer<String> then)
      throws Exception {
    var consumer =
        new KafkaConsumer<>(
            with(kafka, Map.of("enable.auto.commit", "false")),
            new StringDeserializer(),
            new StringDeserializer());
    var partition = new TopicPartition(TOPICS.get(number - 1), 0);
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    var connection = table(number);
    consumers.add(consumer);
    threads.add(
        Thread.ofPlatform()
            .name("bare-hop-" + number)
            .start(() -> follow(consumer, connection, number, work, then)));
  }

  private static void follow(
      KafkaConsumer<String, String> consumer,
      Connection connection,
      int number,
      Consumer<String> work,
      Consumer<String> then) {
    try (consumer;
        connection) {
      while (!Thread.currentThread().isInterrupted()) {
        for (var message : consumer.poll(POLL)) {
          work.accept(message.value());
          commit(connection, number, message.value());
          then.accept(message.value());
        }
      }
    } catch (WakeupException closing) {
      // close() woke us up.
    } catch (SQLException e) {
      throw new IllegalStateException("hop " + number + " lost its database", e);
    }
  }

  private void arrived(String id) {
    var latch = waiting.remove(id);
    if (latch != null) {
      latch.countDown();
    }
  }

  private void send(String topic, String id) {
    try {
      producer.send(new ProducerRecord<>(topic, id, id)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("the broker refused", e);
    }
  }

  private Connection table(int number) throws SQLException {
    var connection = postgres.server().connect("postgres");
    try (var statement = connection.createStatement()) {
      statement.execute("create table hop_" + number + " (id text primary key)");
    }
    return connection;
  }

  private static void commit(Connection connection, int number, String id) throws SQLException {
    try (var insert = connection.prepareStatement("insert into hop_" + number + " values (?)")) {
      insert.setString(1, id);
      insert.execute();
    }
  }

  @Override
  public void close() throws Exception {
    consumers.forEach(KafkaConsumer::wakeup);
    for (var thread : threads) {
      thread.join();
    }
    first.close();
    producer.close();
    postgres.stop();
  }
}
