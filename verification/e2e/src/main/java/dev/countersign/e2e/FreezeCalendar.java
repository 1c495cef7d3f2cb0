package dev.countersign.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A calendar beside policy's settings, kept as people keep theirs: the file is replaced as a whole.
 */
final class FreezeCalendar {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path file;

  FreezeCalendar(Path file) {
    this.file = file;
  }

  void empty() throws IOException {
    write("");
  }

  void event(String title, Instant begin, Instant end) throws IOException {
    write(
        "BEGIN:VEVENT\nUID:demo\nSUMMARY:%s\nDTSTART:%s\nDTEND:%s\nEND:VEVENT\n"
            .formatted(title, UTC.format(begin), UTC.format(end)));
  }

  private void write(String events) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, "BEGIN:VCALENDAR\nVERSION:2.0\n" + events + "END:VCALENDAR\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
