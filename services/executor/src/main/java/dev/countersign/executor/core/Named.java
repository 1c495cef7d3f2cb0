package dev.countersign.executor.core;

/**
 * How the texts name what an execution is about.
 *
 * @param service the service that carries it out, for example {@code RDS}
 * @param resource the type of what it is done to, for example {@code instance}
 */
public record Named(String service, String resource) {
  /** Where nothing that was signed can be read. */
  public static final Named NOTHING = new Named("AWS", "resource");
}
