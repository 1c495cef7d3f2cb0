/**
 * One Kafka node in KRaft mode, broker and controller in one process.
 *
 * <p>Enters: a port and a data folder. Leaves: a line {@code ready broker 127.0.0.1:PORT} on
 * standard output once clients are served. Promised: loopback only, data survives a kill and is
 * served again within seconds, and no topic appears that nobody created. With a file of users,
 * rights are checked as in production.
 */
@NullMarked
package dev.countersign.broker;

import org.jspecify.annotations.NullMarked;
