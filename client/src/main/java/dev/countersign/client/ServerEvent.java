package dev.countersign.client;

/** One server-sent event; what it does not have is empty. */
record ServerEvent(String id, String name, String data) {}
