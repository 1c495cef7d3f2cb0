package dev.countersign.local.home;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/** The ports that were chosen on the first start, so that every address stays what it was. */
public final class PortBook {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final TreeMap<String, Integer> ports;

  public PortBook(DataFolder data) throws IOException {
    this.file = data.path().resolve("ports.json");
    this.ports =
        Files.exists(file)
            ? JSON.readValue(Files.readString(file), new TypeReference<>() {})
            : new TreeMap<>();
  }

  /** The remembered port, or another one if somebody else sits there by now. */
  public int of(String process) throws IOException {
    var known = ports.get(process);
    if (known != null && Ports.isFree(known)) {
      return known;
    }
    int chosen = Ports.free();
    while (ports.containsValue(chosen)) {
      chosen = Ports.free();
    }
    ports.put(process, chosen);
    PrivateFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(ports));
    return chosen;
  }
}
