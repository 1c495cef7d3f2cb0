package dev.countersign.executor.preview.planted;

/** Planted. */
public final class Acts {
  /** As the executor's port to AWS is called. */
  public interface Cloud {
    String open(String order);

    String look(String place);
  }

  public String preview(Cloud cloud) {
    return cloud.open("order");
  }
}
