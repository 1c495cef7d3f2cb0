package dev.countersign.cli.output;

import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.outcome.Failure;
import dev.countersign.client.Problem;
import dev.countersign.client.ProblemException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What went wrong, on standard error: in words, or as a problem document. */
public final class Problems {
  private final PrintStream err;
  private final boolean documents;

  /**
   * @param documents where data is JSON, so are problems
   */
  public Problems(PrintStream err, boolean documents) {
    this.err = err;
    this.documents = documents;
  }

  /** What the API said. */
  public void print(ProblemException refused) {
    var content = refused.answer().body();
    if (documents && content.isObject()) {
      err.println(content);
    } else {
      words(refused.problem());
    }
    err.flush();
  }

  /** What this program says. */
  public void print(Failure failure) {
    if (documents) {
      var problem = new LinkedHashMap<String, Object>();
      problem.put("type", "about:blank");
      problem.put("title", title(failure.exit()));
      problem.put("detail", failure.message());
      if (!failure.nextStep().isEmpty()) {
        problem.put("next_step", failure.nextStep());
      }
      err.println(Printer.document(problem));
    } else {
      line("error: ", failure.message());
      line("next step: ", failure.nextStep());
    }
    err.flush();
  }

  private void words(Problem problem) {
    line("error: ", problem.detail());
    for (var wrong : Objects.requireNonNullElse(problem.errors(), List.<Problem.FieldError>of())) {
      line("  " + Plain.text(wrong.field()) + ": ", wrong.detail() + " " + wrong.hint());
    }
    list("known operations: ", problem.knownOperations());
    list("candidates: ", problem.candidates());
    list("rules: ", problem.rules());
    line("next step: ", problem.nextStep());
    line("operation: ", problem.operationId());
    line("problem: ", problem.name());
    line("correlation id: ", problem.correlationId());
  }

  private void list(String label, @Nullable List<String> words) {
    if (words != null) {
      line(label, String.join(", ", words));
    }
  }

  private void line(String label, @Nullable String words) {
    if (words != null && !words.isEmpty()) {
      err.println(label + Plain.text(words));
    }
  }

  private static String title(ExitCode exit) {
    return switch (exit) {
      case USAGE -> "The command is wrong";
      case NOT_ALLOWED -> "Not signed in";
      case NOT_FOUND -> "There is no such thing";
      case TRANSIENT -> "No answer";
      default -> "It did not work";
    };
  }
}
