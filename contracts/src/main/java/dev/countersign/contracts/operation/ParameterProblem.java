package dev.countersign.contracts.operation;

/**
 * One thing that is wrong with a request's parameters.
 *
 * @param field for example {@code parameters.backup_window}
 * @param message what is wrong
 * @param hint what to do
 */
public record ParameterProblem(String field, String message, String hint) {}
