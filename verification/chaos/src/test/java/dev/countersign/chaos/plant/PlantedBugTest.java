package dev.countersign.chaos.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDescs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A plant whose place was renamed would be in nobody's way, and seem to be caught by nobody. */
class PlantedBugTest {
  private static final Map<PlantedBug, List<String>> PLACES = new EnumMap<>(PlantedBug.class);

  static {
    PLACES.put(PlantedBug.SDK_RETRIES, List.of("AwsClients"));
    PLACES.put(PlantedBug.INTENT_AFTER_CALL, List.of("Change$IntentRecorded"));
    PLACES.put(
        PlantedBug.BLIND_RESEND,
        List.of(
            "AtTheCall",
            "CreateSnapshot",
            "DeleteSnapshot",
            "ModifyInstance",
            "RebootInstance",
            "StartInstance",
            "StopInstance"));
    PLACES.put(PlantedBug.INBOX_DROPPED, List.of("Inbox", "Queue"));
    PLACES.put(PlantedBug.FENCE_SKIPPED, List.of("Executions"));
    PLACES.put(PlantedBug.ACKS_ONE, List.of("KafkaBus", "Outbox"));
  }

  // What a class inherits does not matter for whether it is changed.
  private static final ClassFile FILES =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.defaultResolver()
                  .orElse(type -> ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object))));

  @Test
  void everyPlantStillFindsItsPlaces() throws IOException {
    for (var plant : PlantedBug.values()) {
      var changed = new TreeSet<String>();
      for (var file : classes()) {
        var type = name(file);
        var change = plant.in(type);
        if (change.isPresent() && isChanged(file, change.get())) {
          changed.add(type.substring(type.lastIndexOf('/') + 1));
        }
      }
      assertEquals(List.copyOf(PLACES.get(plant)), List.copyOf(changed), plant.wireName());
    }
  }

  @Test
  void acknowledgementsByOneAreMadeWhereverARelayIs() {
    assertTrue(PlantedBug.ACKS_ONE.isMadeIn("gateway"));
    assertTrue(Arrays.stream(PlantedBug.values()).allMatch(plant -> plant.isMadeIn("executor")));
  }

  @Test
  void bothTextsOfTheRelayAreChanged() throws IOException {
    var outbox =
        text(PlantedBug.ACKS_ONE, "relay/target/classes/dev/countersign/relay/Outbox.class");
    assertTrue(outbox.contains("seq = any($1) and $2::text[] is not null)"), "deletes at once");
    assertTrue(outbox.contains("where false and seq = any($1)"), "and keeps nothing");
    var bus =
        text(PlantedBug.ACKS_ONE, "relay/target/classes/dev/countersign/relay/KafkaBus.class");
    assertTrue(bus.contains("planted.and.unknown"), "without idempotence");
  }

  private static String text(PlantedBug plant, String path) throws IOException {
    var file = home().resolve("services").resolve(path);
    var changed =
        FILES.transformClass(
            FILES.parse(Files.readAllBytes(file)), plant.in(name(file)).orElseThrow());
    return new String(changed, java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static boolean isChanged(Path file, ClassTransform change) throws IOException {
    var before = FILES.parse(Files.readAllBytes(file));
    var same = FILES.transformClass(before, ClassTransform.ACCEPT_ALL);
    // Without its constants, which keep what is not used any more.
    return !shown(same).equals(shown(FILES.transformClass(before, change)));
  }

  private static String shown(byte[] type) {
    var text = new StringBuilder();
    for (var method : FILES.parse(type).methods()) {
      text.append(method.methodName().stringValue()).append(method.methodType().stringValue());
      method.code().ifPresent(code -> code.forEach(element -> text.append(shown(element))));
    }
    return text.toString();
  }

  /** What it does, but not at which place. */
  private static String shown(CodeElement element) {
    return switch (element) {
      case ConstantInstruction constant ->
          constant.opcode() + " " + constant.constantValue() + '\n';
      case InvokeInstruction call -> call.opcode() + " " + call.name().stringValue() + '\n';
      case Instruction other -> other.opcode() + "\n";
      default -> "";
    };
  }

  private static List<Path> classes() throws IOException {
    var all = new java.util.ArrayList<Path>();
    for (var service : List.of("executor", "relay")) {
      try (var files = Files.walk(home().resolve("services/" + service + "/target/classes"))) {
        files.filter(file -> file.toString().endsWith(".class")).forEach(all::add);
      }
    }
    return all;
  }

  /** For example {@code dev/countersign/relay/Inbox}. */
  private static String name(Path file) {
    var text = file.toString().replace('\\', '/');
    return text.substring(text.indexOf("dev/countersign/"), text.length() - ".class".length());
  }

  private static Path home() {
    return Path.of(System.getProperty("countersign.home", "../.."));
  }
}
