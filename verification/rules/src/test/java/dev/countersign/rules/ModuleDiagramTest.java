package dev.countersign.rules;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The picture of the modules in the docs is made from the POMs. */
class ModuleDiagramTest {
  private static final String HEAD =
      """
      # The modules

      Made by `ModuleDiagramTest` from the POMs; do not edit. After a change, run the test with
      `-Dcountersign.write-docs=true`.

      An arrow means: needs at run time. Left out are arrows that follow from others, and what only
      tests need. Who may see whom beyond that is held by `Boundaries` in `verification/rules`.

      ```mermaid
      flowchart BT
      """;

  private static final Path HOME = Path.of(System.getProperty("countersign.home", "../.."));

  /** A module's own words, and the modules that it needs. */
  private record Room(String path, String description, Set<String> needs) {}

  @Test
  void thePictureInTheDocsIsWhatThePomsSay() throws Exception {
    var file = HOME.resolve("docs/modules.md");
    var diagram = diagram(rooms());
    if (Boolean.getBoolean("countersign.write-docs")) {
      Files.writeString(file, diagram);
    }
    assertEquals(diagram, Files.readString(file));
  }

  private static String diagram(Map<String, Room> rooms) {
    var text = new StringBuilder(HEAD);
    var folders = new TreeSet<>(rooms.values().stream().map(ModuleDiagramTest::folder).toList());
    for (var folder : folders) {
      text.append("  subgraph ").append(folder).append('\n');
      rooms.forEach((name, room) -> {
        if (folder(room).equals(folder)) {
          text.append("    ").append(name).append('\n');
        }
      });
      text.append("  end\n");
    }
    rooms.forEach((name, room) ->
        room.needs().stream()
            .filter(other -> !followsFromOthers(other, room, rooms))
            .forEach(other -> text.append("  " + name + " --> " + other + '\n')));
    text.append("```\n\n| module | what it is |\n|---|---|\n");
    rooms
        .values()
        .forEach(room -> text.append("| `" + room.path() + "` | " + room.description() + " |\n"));
    return text.toString();
  }

  private static boolean followsFromOthers(String need, Room room, Map<String, Room> rooms) {
    return room.needs().stream()
        .anyMatch(other -> !other.equals(need) && reaches(other, need, rooms));
  }

  private static boolean reaches(String from, String to, Map<String, Room> rooms) {
    var needs = requireNonNull(rooms.get(from)).needs();
    return needs.contains(to) || needs.stream().anyMatch(next -> reaches(next, to, rooms));
  }

  private static String folder(Room room) {
    var end = room.path().indexOf('/');
    return end < 0 ? "shared" : room.path().substring(0, end);
  }

  private static Map<String, Room> rooms() throws Exception {
    var paths =
        list(pom(HOME).getElementsByTagName("module")).stream()
            .map(Element::getTextContent)
            .toList();
    var names = paths.stream().map(Modules::name).toList();
    var rooms = new LinkedHashMap<String, Room>();
    for (var path : paths) {
      var pom = pom(HOME.resolve(path));
      var needs = new TreeSet<String>();
      for (var dependency : list(pom.getElementsByTagName("dependency"))) {
        if (text(dependency, "groupId").equals("dev.countersign")
            && !Set.of("test", "provided").contains(text(dependency, "scope"))
            && names.contains(text(dependency, "artifactId"))) {
          needs.add(text(dependency, "artifactId"));
        }
      }
      rooms.put(Modules.name(path), new Room(path, text(pom, "description"), needs));
    }
    return rooms;
  }

  private static Element pom(Path folder) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(folder.resolve("pom.xml").toFile())
        .getDocumentElement();
  }

  /** What a child that stands right below says; nothing where there is none. */
  private static String text(Element parent, String name) {
    return list(parent.getElementsByTagName(name)).stream()
        .filter(child -> child.getParentNode() == parent)
        .map(Element::getTextContent)
        .findFirst()
        .orElse("");
  }

  private static List<Element> list(NodeList nodes) {
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }
}
