package dev.countersign.chaos.plant;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Goes into every JVM of the platform and acts in the executor's, or where the plant belongs. Its
 * argument is the probability of dying at a named crash point, then, after a comma, the plant's
 * name, if any.
 */
public final class Agent {
  /** Called by the JVM before the program. */
  public static void premain(String argument, Instrumentation instrumentation) {
    var process = System.getProperty("countersign.process", "");
    var parts = argument.split(",", -1);
    var probability = Double.parseDouble(parts[0]);
    var plant = parts.length > 1 ? PlantedBug.of(parts[1]) : Optional.<PlantedBug>empty();
    if (process.equals("executor") || plant.filter(bug -> bug.isMadeIn(process)).isPresent()) {
      instrumentation.addTransformer(new Rewriting(probability, plant));
    }
  }

  private record Rewriting(double probability, Optional<PlantedBug> plant)
      implements ClassFileTransformer {
    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        @Nullable String type,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      if (type == null || !type.startsWith("dev/countersign/")) {
        return null;
      }
      return transform(type).map(change -> changed(loader, type, bytes, change)).orElse(null);
    }

    private Optional<ClassTransform> transform(String type) {
      return type.endsWith("/execution/CrashPoint")
          ? Optional.of(Rewrites.dies(probability))
          : plant.flatMap(bug -> bug.in(type));
    }

    private static byte[] changed(
        @Nullable ClassLoader loader, String type, byte[] bytes, ClassTransform change) {
      try {
        // The program's libraries are where its own loader finds them, not on the class path.
        var known = loader == null ? ClassLoader.getSystemClassLoader() : loader;
        var classes =
            ClassHierarchyResolver.ofResourceParsing(known)
                .orElse(ClassHierarchyResolver.defaultResolver());
        var file = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(classes));
        var changed = file.transformClass(file.parse(bytes), change);
        System.err.println("Changed for chaos: " + type);
        return changed;
      } catch (RuntimeException unexpected) {
        // The JVM would drop it without a word, and the plant would seem to be in.
        unexpected.printStackTrace();
        Runtime.getRuntime().halt(1);
        throw unexpected;
      }
    }
  }

  private Agent() {}
}
