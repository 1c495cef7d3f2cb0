/**
 * Who waits for what. Enters: changes of operations, from this process at once and from the other
 * replicas by NOTIFY. Leaves: answers to waiting requests, server-sent events. Promised: a client
 * hears of every change whichever replica it is connected to, also across a lost database
 * connection.
 */
@NullMarked
package dev.countersign.gateway.live;

import org.jspecify.annotations.NullMarked;
