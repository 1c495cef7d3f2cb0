package dev.countersign.gateway.planted;

/** Planted, with each of the names that say nothing. */
public final class OperationManager {
  /** Planted. */
  public static final class TimeHelper {}

  /** Planted. */
  public static final class StringUtil {}

  /** Planted. */
  public static final class StringUtils {}

  /** Planted. */
  public static final class OperationImpl {}

  /** Planted. */
  public static final class OperationDTO {}
}
