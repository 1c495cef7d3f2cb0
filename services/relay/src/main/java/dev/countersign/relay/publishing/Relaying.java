package dev.countersign.relay.publishing;

import dev.countersign.chassis.loop.Loop;

/** What every part of a relay needs. */
record Relaying(Loop loop, Records records, Observer observer, Limits limits, Signs signs) {}
