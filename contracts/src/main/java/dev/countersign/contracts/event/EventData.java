package dev.countersign.contracts.event;

/** What an event says. Every kind that exists is a record below one of these. */
public sealed interface EventData permits OperationEvent, ResourceEvent, RecordEvent {}
