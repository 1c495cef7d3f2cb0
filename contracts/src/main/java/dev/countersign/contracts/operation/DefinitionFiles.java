package dev.countersign.contracts.operation;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the definitions: every JSON file in {@code operations/} of the class path. */
final class DefinitionFiles {
  private static final String FOLDER = "operations/";
  private static final String END = ".json";

  /** Their contents, by the name of the operation that each is named for. */
  static SortedMap<String, byte[]> read(ClassLoader loader) throws IOException {
    // A loader and its parent may both show the same folder.
    var places = new LinkedHashSet<String>();
    Collections.list(loader.getResources(FOLDER))
        .forEach(folder -> places.add(folder.toExternalForm()));
    var definitions = new TreeMap<String, byte[]>();
    for (var place : places) {
      var folder = URI.create(place.endsWith("/") ? place : place + '/').toURL();
      for (var file : files(folder)) {
        var name = file.substring(0, file.length() - END.length());
        try (var in = URI.create(folder + file).toURL().openStream()) {
          var content = in.readAllBytes();
          var other = definitions.putIfAbsent(name, content);
          // The same jar may lie on the class path twice, by way of another one's manifest.
          if (other != null && !Arrays.equals(other, content)) {
            throw new IllegalStateException("defined twice on the class path: " + name);
          }
        }
      }
    }
    return definitions;
  }

  private static List<String> files(URL folder) throws IOException {
    var names = new ArrayList<String>();
    if (folder.openConnection() instanceof JarURLConnection jar) {
      jar.getJarFile().stream()
          .map(entry -> entry.getName())
          .filter(name -> name.startsWith(jar.getEntryName()))
          .forEach(name -> names.add(name.substring(FOLDER.length())));
    } else {
      var listed = new File(URI.create(folder.toExternalForm())).list();
      names.addAll(listed == null ? List.of() : List.of(listed));
    }
    names.removeIf(name -> name.contains("/") || !name.endsWith(END));
    return names;
  }

  private DefinitionFiles() {}
}
