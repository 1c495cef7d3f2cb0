package dev.countersign.console.page;

import dev.countersign.client.ApprovalsQuestion;
import dev.countersign.client.NotAnswered;
import dev.countersign.client.ProblemException;
import dev.countersign.console.person.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Frames for the person of this request. */
@ApplicationScoped
public class Frames {
  private static final int SHOWN = 20;

  private final Session session;

  @Inject
  Frames(Session session) {
    this.session = session;
  }

  public Frame of(String title, String section) {
    return new Frame(title, section, session.person(), waiting(), "");
  }

  /** Where even asking makes no sense. */
  public Frame quiet(String title) {
    return new Frame(title, "", session.person(), "", "");
  }

  private String waiting() {
    try {
      var question = new ApprovalsQuestion(ApprovalsQuestion.Whose.FOR_ME, SHOWN + 1);
      var count = session.api().approvals(question).limit(SHOWN + 1L).count();
      return count == 0 ? "" : count > SHOWN ? SHOWN + "+" : Long.toString(count);
    } catch (ProblemException | NotAnswered none) {
      // The page itself says what is wrong, if anything is.
      return "";
    }
  }
}
