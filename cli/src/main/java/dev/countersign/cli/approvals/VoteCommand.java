package dev.countersign.cli.approvals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.cli.operations.OperationView;
import dev.countersign.cli.operations.Waiting;
import dev.countersign.cli.outcome.ExitCode;
import dev.countersign.cli.output.Printer;
import dev.countersign.cli.session.ApiCommand;
import dev.countersign.client.Answer;
import dev.countersign.client.Documents;
import dev.countersign.client.Status;
import java.time.Duration;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all votes have in common. */
abstract class VoteCommand extends ApiCommand {
  /** Policy's words for: not by this person. */
  private static final Set<String> NOT_THEIRS =
      Set.of("own-request", "not-yours-to-vote", "role-required");

  @Parameters(paramLabel = "ID", description = "Of the operation.")
  private String id = "";

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long policy's answer is waited for (default: 15s).")
  private Duration timeout = Duration.ofSeconds(15);

  protected final String id() {
    return id;
  }

  /** Waits until policy has said whether the vote counts. */
  protected final ExitCode counted(Documents api, Answer voted) {
    var vote = newest(Printer.json(voted));
    var answer =
        new Waiting(api, _ -> {})
            .until(operation -> answered(same(operation, vote)) || over(operation), voted, timeout);
    printer().one(answer, OperationView.OPERATIONS);
    var judged = same(Printer.json(answer), vote);
    if (judged.hasNonNull("refused")) {
      var why = judged.path("refused").asText();
      say("The vote does not count: " + why);
      return NOT_THEIRS.contains(why) ? ExitCode.NOT_ALLOWED : ExitCode.REFUSED;
    }
    if (!judged.path("counted").asBoolean()) {
      say("The vote is stored; whether it counts, get " + id + " shows.");
    }
    return ExitCode.DONE;
  }

  /** The answer to a vote has it as the last one. */
  private static JsonNode newest(JsonNode operation) {
    var votes = operation.path("approval").path("votes");
    return votes.path(votes.size() - 1);
  }

  private static JsonNode same(JsonNode operation, JsonNode vote) {
    return operation
        .path("approval")
        .path("votes")
        .valueStream()
        .filter(other ->
            other.path("voter").equals(vote.path("voter"))
                && other.path("voted_at").equals(vote.path("voted_at")))
        .findFirst()
        .orElse(vote);
  }

  private static boolean answered(JsonNode vote) {
    return vote.hasNonNull("counted");
  }

  private static boolean over(JsonNode operation) {
    return Status.of(operation.path("status").asText()).ended();
  }
}
