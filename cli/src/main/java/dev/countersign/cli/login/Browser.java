package dev.countersign.cli.login;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Map;

/** The person's browser, where there is one. */
final class Browser {
  private Browser() {}

  static void open(Map<String, String> environment, String address) {
    var mac = System.getProperty("os.name", "").startsWith("Mac");
    if (!mac
        && !environment.containsKey("DISPLAY")
        && !environment.containsKey("WAYLAND_DISPLAY")) {
      return;
    }
    try {
      new ProcessBuilder(mac ? "open" : "xdg-open", address)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException none) {
      // The address is on the terminal.
    }
  }
}
