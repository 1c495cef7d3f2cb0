package dev.countersign.executor.preview.planted;

/** Planted: what a preview may do. */
public final class Looks {
  public String preview(Acts.Cloud cloud) {
    return cloud.look("place");
  }
}
