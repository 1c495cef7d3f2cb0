package dev.countersign.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What the first word of a shell line says about where the line can run. */
final class Typed {
  /** Needs a cluster, containers, AWS, a network, or programs that nobody has to have. */
  private static final Set<String> ELSEWHERE =
      Set.of(
          "kubectl",
          "docker",
          "aws",
          "kind",
          "kcat",
          "kafka-console-consumer.sh",
          "promtool",
          "cs",
          "unzip",
          "source",
          "deploy/render.sh",
          "deploy/k8s/apply.sh",
          "deploy/images/build.sh",
          "deploy/images/measure.sh");

  private static final Set<String> HERE =
      Set.of(
          "curl",
          "./countersign",
          "deploy/secrets.sh",
          "deploy/token.sh",
          "openssl",
          "python3",
          "java",
          "set",
          "sed",
          "cut",
          "grep",
          "printf",
          "xxd",
          "cat",
          "git",
          "rm",
          "cp");

  private static final Pattern ASSIGNMENT = Pattern.compile("^[A-Z_]+=(?:\\$\\([^)]*\\)|\\S*) ?");

  private Typed() {}

  /** The lines of a block, with those joined that a backslash or a pipe continues. */
  static List<String> lines(String block) {
    var joined = block.replaceAll("\\\\\\n\\s*", " ").replaceAll("\\|\\s*\\n\\s*", "| ");
    var lines = new ArrayList<String>();
    for (var line : joined.lines().toList()) {
      var bare = line.strip();
      if (!bare.isEmpty() && !bare.startsWith("#")) {
        lines.add(bare);
      }
    }
    return lines;
  }

  static boolean elsewhere(String line) {
    return ELSEWHERE.contains(program(line));
  }

  /** Whether anybody has said where it can run. */
  static boolean known(String line) {
    var program = program(line);
    return program.isEmpty() || HERE.contains(program) || ELSEWHERE.contains(program);
  }

  /** The first word that is no assignment; nothing where there are assignments alone. */
  private static String program(String line) {
    var rest = line;
    for (var matcher = ASSIGNMENT.matcher(rest);
        matcher.find();
        matcher = ASSIGNMENT.matcher(rest)) {
      rest = rest.substring(matcher.end());
    }
    return rest.startsWith("#") ? "" : rest.split("\\s", 2)[0];
  }
}
