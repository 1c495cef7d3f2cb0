package dev.countersign.policy.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** What changes when a file is written or replaced. Asking for it costs microseconds. */
record FileStamp(Path path, @Nullable Object file, long size, FileTime time) {
  static FileStamp of(Path path) throws IOException {
    var attributes = Files.readAttributes(path, BasicFileAttributes.class);
    return new FileStamp(
        path, attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
  }
}
