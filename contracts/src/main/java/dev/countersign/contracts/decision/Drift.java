package dev.countersign.contracts.decision;

/**
 * Something that has changed since people were asked.
 *
 * @param field of the {@link Ballot}, for example {@code instance_class}
 * @param before what it was
 * @param now what it is
 */
public record Drift(String field, String before, String now) {}
