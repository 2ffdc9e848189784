package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.ByteLines;
import dev.vmascope.mapping.text.MalformedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The sizes in `/proc/<pid>/statm` (`proc_pid_statm`, `fs/proc/array.c`), in bytes. All are zero
/// for a process without memory. A number that no size can be is absent, and does not affect the
/// others.
///
/// @param virtualBytes all mappings together
/// @param residentBytes anonymous, file and shared memory together
/// @param fileAndSharedBytes the resident part in file pages or shared memory; the kernel's column
///   `shared`, which does not mean that another process maps it
/// @param malformed the complaint about the first absent number; empty if none is absent
public record ProcessStatm(
    OptionalLong virtualBytes,
    OptionalLong residentBytes,
    OptionalLong fileAndSharedBytes,
    Optional<MalformedException> malformed) {
  /// Parses the whole file.
  ///
  /// @param pageBytes the size of a page, in which the file counts; 1 gives pages
  /// @throws MalformedException if it is not a statm file, or has no size at all
  public static ProcessStatm parse(byte[] file, int pageBytes, String source) {
    ByteLines lines = new ByteLines(file, source);
    try {
      if (!lines.advance()) {
        throw lines.malformed("seven numbers of pages");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<MalformedException> complaints = new ArrayList<>(0);
    OptionalLong virtualBytes = pages(lines, pageBytes, complaints);
    OptionalLong residentBytes = pages(lines, pageBytes, complaints);
    OptionalLong fileAndShared = pages(lines, pageBytes, complaints);
    if (virtualBytes.isEmpty() && residentBytes.isEmpty()) {
      throw complaints.getFirst();
    }
    return new ProcessStatm(
        virtualBytes, residentBytes, fileAndShared, complaints.stream().findFirst());
  }

  /// The anonymous part of the resident size; absent where one of the two numbers for it is.
  public OptionalLong anonymousBytes() {
    boolean known =
        residentBytes.isPresent()
            && fileAndSharedBytes.isPresent()
            && residentBytes.getAsLong() >= fileAndSharedBytes.getAsLong();
    return known
        ? OptionalLong.of(residentBytes.getAsLong() - fileAndSharedBytes.getAsLong())
        : OptionalLong.empty();
  }

  /// The same sizes, multiplied by the size of a page.
  public ProcessStatm times(int pageBytes) {
    return new ProcessStatm(
        times(virtualBytes, pageBytes),
        times(residentBytes, pageBytes),
        times(fileAndSharedBytes, pageBytes),
        malformed);
  }

  private static OptionalLong times(OptionalLong pages, int pageBytes) {
    return pages.isEmpty() || pages.getAsLong() > Long.MAX_VALUE / pageBytes
        ? OptionalLong.empty()
        : OptionalLong.of(pages.getAsLong() * pageBytes);
  }

  private static OptionalLong pages(
      ByteLines lines, int pageBytes, List<MalformedException> complaints) {
    int column = lines.column();
    long pages = lines.decimal("a number of pages");
    int next = lines.column();
    lines.expect(' ', "a blank between numbers");
    if (pages < 0 || pages > Long.MAX_VALUE / pageBytes) {
      complaints.add(lines.backTo(column).malformed("a size below 2^63 bytes"));
      lines.backTo(next + 1);
      return OptionalLong.empty();
    }
    return OptionalLong.of(pages * pageBytes);
  }
}
