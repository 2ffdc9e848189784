package dev.vmascope.elf.loaded;

import dev.vmascope.procfs.object.MappedFile;
import java.util.Optional;

/// The name of an object of a process: its build id, otherwise its inode.
///
/// @param text lower-case hexadecimal, or `inode-` and a decimal
public record ObjectId(String text) {
  private static final String INODE = "inode-";

  /// Parses an id.
  ///
  /// @throws IllegalArgumentException if it is no id; the message says what was expected
  public static ObjectId parse(String text) {
    if (!text.matches("[0-9a-f]{2,128}|inode-\\d{1,20}")) {
      throw new IllegalArgumentException(
          "expected a build id of 2 to 128 lower-case hexadecimal digits, or inode- and a number");
    }
    return new ObjectId(text);
  }

  /// The id of an object.
  static ObjectId of(MappedFile file, Optional<String> buildId) {
    return new ObjectId(buildId.orElseGet(() -> INODE + Long.toUnsignedString(file.inode())));
  }

  /// Whether this is the id of an object.
  boolean isOf(MappedFile file, Optional<String> buildId) {
    return buildId.filter(text::equals).isPresent()
        || text.equals(INODE + Long.toUnsignedString(file.inode()));
  }
}
