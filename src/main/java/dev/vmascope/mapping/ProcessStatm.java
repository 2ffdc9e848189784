package dev.vmascope.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;

/// What vmascope takes from `/proc/<pid>/statm` (`proc_pid_statm`, `fs/proc/array.c`), in bytes.
/// All are zero for a process without memory.
///
/// @param virtualBytes all mappings together
/// @param residentBytes anonymous, file and shared memory together
/// @param fileAndSharedBytes the resident part that is file pages or shared memory; the kernel's
///   column `shared`, which does not mean that anybody shares it
public record ProcessStatm(long virtualBytes, long residentBytes, long fileAndSharedBytes) {
  /// Parses the whole file.
  ///
  /// @param pageBytes the size of a page, in which the file counts
  /// @throws MalformedException if it is not a statm file
  public static ProcessStatm parse(byte[] file, int pageBytes, String source) {
    ByteLines lines = new ByteLines(file, source);
    try {
      if (!lines.advance()) {
        throw lines.malformed("seven numbers of pages");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    long virtualBytes = pages(lines, pageBytes);
    long residentBytes = pages(lines, pageBytes);
    return new ProcessStatm(virtualBytes, residentBytes, pages(lines, pageBytes));
  }

  private static long pages(ByteLines lines, int pageBytes) {
    long pages = lines.decimal("a number of pages");
    lines.expect(' ', "a blank between numbers");
    if (pages < 0 || pages > Long.MAX_VALUE / pageBytes) {
      throw lines.malformed("a size below 2^63 bytes before this");
    }
    return pages * pageBytes;
  }
}
