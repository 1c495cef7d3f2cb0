package dev.countersign.policy.core.ruling;

/**
 * A rule in the words of whoever wrote it.
 *
 * @param title what it is about, for example {@code Production operations are switched off}
 * @param why what it says to a requester whom it decides about; may have the placeholders of {@link
 *     Ruling.Reason}
 */
public record RuleWords(String title, String why) {}
