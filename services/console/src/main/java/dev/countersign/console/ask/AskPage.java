package dev.countersign.console.ask;

import dev.countersign.console.page.Badge;
import dev.countersign.console.page.Trouble;
import dev.countersign.console.preview.Outlook;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form, and what would come of it.
 *
 * @param outlook null while something is missing
 * @param trouble why there is no outlook; null where nothing is wrong
 * @param dangerous whether the name has to be typed before it is sent
 * @param danger why
 * @param wrongName whether it was typed wrongly
 * @param key makes a second click the same request
 */
public record AskPage(
    String on,
    String resourceHref,
    String identifier,
    Badge environment,
    String operation,
    String title,
    String summary,
    List<Field> fields,
    List<String> missing,
    @Nullable Outlook outlook,
    @Nullable Trouble trouble,
    boolean dangerous,
    String danger,
    boolean wrongName,
    String breakGlass,
    String freezeOverride,
    String key) {
  /** Whether it can be sent as it stands. */
  public boolean ready() {
    var looked = outlook;
    return looked != null && !looked.refused();
  }
}
