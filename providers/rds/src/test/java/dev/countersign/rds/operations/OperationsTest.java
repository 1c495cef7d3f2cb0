package dev.countersign.rds.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.countersign.contracts.operation.OperationCatalogue;
import dev.countersign.contracts.operation.OperationDefinition;
import dev.countersign.provider.operation.Operation;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An operation is its definition and its class; either alone is a mistake. */
class OperationsTest {
  @Test
  void everyDefinitionHasItsClassAndEveryClassItsDefinition() throws Exception {
    var definitions =
        OperationCatalogue.load().definitions().stream()
            .filter(definition -> definition.service().equals(Operations.SERVICE))
            .map(OperationDefinition::name)
            .collect(Collectors.toSet());
    assertEquals(Set.of(), missing(definitions, classes()));
    definitions.forEach(name ->
        assertEquals(
            Operations.className(name), Operations.find(name).orElseThrow().getClass().getName()));
  }

  @Test
  void theHalfThatIsMissingIsNamed() {
    var packageName = Operations.class.getPackageName();
    assertEquals(
        Set.of(
            "operations/drop_database.json has no class " + packageName + ".DropDatabase",
            packageName + ".StopInstance has no definition in operations/"),
        missing(
            Set.of("drop_database", "reboot_instance"),
            Set.of(packageName + ".RebootInstance", packageName + ".StopInstance")));
    var atTheStart =
        assertThrows(IllegalStateException.class, () -> Operations.carryingOut("drop_database"));
    var words = String.valueOf(atTheStart.getMessage());
    assertTrue(words.contains("operations/drop_database.json has no class"), words);
    assertTrue(words.contains(packageName + ".DropDatabase"), words);
    assertThrows(IllegalStateException.class, () -> Operations.carryingOut("topologies"));
  }

  private static Set<String> missing(Set<String> definitions, Set<String> classes) {
    var missing = new TreeSet<String>();
    var wanted = new TreeSet<String>();
    for (var name : definitions) {
      wanted.add(Operations.className(name));
      if (!classes.contains(Operations.className(name))) {
        missing.add("operations/" + name + ".json has no class " + Operations.className(name));
      }
    }
    classes.stream()
        .filter(name -> !wanted.contains(name))
        .forEach(name -> missing.add(name + " has no definition in operations/"));
    return missing;
  }

  /** Every class of the executor that carries out an operation. */
  private static Set<String> classes() throws Exception {
    var root =
        Path.of(RdsOperation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var classes = new TreeSet<String>();
    try (var files = Files.walk(root)) {
      for (var file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        var name = root.relativize(file).toString().replace(".class", "").replace('/', '.');
        var type = Class.forName(name, false, RdsOperation.class.getClassLoader());
        if (Operation.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
          classes.add(name);
        }
      }
    }
    return classes;
  }
}
