package dev.countersign.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines in UTF-8, of which none is longer than what the reader has memory for. */
final class BoundedLines implements AutoCloseable {
  private final Reader in;
  private final int longest;

  /**
   * @param longest in characters
   */
  BoundedLines(InputStream in, int longest) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    this.longest = longest;
  }

  /** The next line, without its end; null where there is none. */
  @Nullable String next() throws IOException {
    var line = new StringBuilder();
    for (var read = in.read(); read >= 0; read = in.read()) {
      if (read == '\n') {
        return line.toString();
      }
      if (line.length() == longest) {
        throw new IOException("a line of more than " + longest + " characters");
      }
      if (read != '\r') {
        line.append((char) read);
      }
    }
    return line.isEmpty() ? null : line.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
