package dev.countersign.console.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** A page with a message alone, for people of whom nothing is known. */
public record Plain(
    String title, String what, String next, String path, String button, String reference) {
  /** Its template. */
  @CheckedTemplate(basePath = "page")
  public static final class Templates {
    public static native TemplateInstance plain(Plain plain);

    private Templates() {}
  }
}
