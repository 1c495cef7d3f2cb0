package dev.countersign.broker;

import java.nio.file.Path;
import java.util.Map;

/**
 * The node's configuration: Kafka's defaults are for a cluster of large machines, this is not one.
 */
final class NodeSettings {
  private NodeSettings() {}

  static Map<String, String> of(Path data, int port, int controllerPort) {
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", "1"),
        Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("inter.broker.listener.name", "CLIENTS"),
        Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,CLIENTS:PLAINTEXT"),
        Map.entry(
            "listeners",
            "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort),
        Map.entry("advertised.listeners", "CLIENTS://127.0.0.1:" + port),
        Map.entry("log.dirs", data.resolve("log").toString()),

        // A topic is created on purpose or not at all: a misspelt name is an error, not a new
        // topic.
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("default.replication.factor", "1"),
        Map.entry("offsets.topic.replication.factor", "1"),
        Map.entry("offsets.topic.num.partitions", "4"),
        Map.entry("offsets.topic.segment.bytes", "8388608"),
        Map.entry("transaction.state.log.replication.factor", "1"),
        Map.entry("transaction.state.log.min.isr", "1"),
        Map.entry("transaction.state.log.num.partitions", "2"),

        // The node before us may have been killed. Its session has to run out before we are
        // unfenced:
        // with the default of 9 s a restart took 12.5 s, with these under 4 s.
        Map.entry("broker.session.timeout.ms", "1500"),
        Map.entry("broker.heartbeat.interval.ms", "400"),
        // There is no other broker to hand leadership to.
        Map.entry("controlled.shutdown.enable", "false"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        Map.entry("group.min.session.timeout.ms", "1000"),

        // Memory and threads of one small node: the cleaner alone would take 128 MiB.
        Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
        Map.entry("log.index.size.max.bytes", "1048576"),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("background.threads", "2"),
        Map.entry("num.recovery.threads.per.data.dir", "2"));
  }
}
