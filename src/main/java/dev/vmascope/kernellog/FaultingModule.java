package dev.vmascope.kernellog;

import dev.vmascope.mapping.text.RawText;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file that the instruction pointer was in, as `print_vma_addr` (`mm/memory.c`) prints it.
///
/// @param name the last part of its path; chosen by whoever named the file
/// @param offset the offset of the instruction in the file, in bytes; absent where the kernel gave
///   none (before Linux 6.10)
/// @param start the start address of the mapping
/// @param size the size of the mapping, in bytes
public record FaultingModule(RawText name, OptionalLong offset, long start, long size) {
  // Greedy: a name may look like anything, but the brackets that count are the last ones.
  private static final Pattern IN =
      Pattern.compile(
          " in (.*)\\[(?:([0-9a-f]{1,16}),)?([0-9a-f]{1,16})\\+([0-9a-f]{1,16})]"
              + "(?: likely on CPU \\d.{0,60})?\\s*",
          Pattern.DOTALL);

  /// Parses the text behind the numbers of a fault; empty where no file is named.
  public static Optional<FaultingModule> parse(String rest) {
    if (!rest.startsWith(" in ")) {
      return Optional.empty();
    }
    Matcher in = IN.matcher(rest);
    return in.matches()
        ? Optional.of(
            new FaultingModule(
                new RawText(in.group(1)),
                in.group(2) == null ? OptionalLong.empty() : LogPatterns.hex(in.group(2)),
                Long.parseUnsignedLong(in.group(3), 16),
                Long.parseUnsignedLong(in.group(4), 16)))
        : Optional.empty();
  }

  /// The offset of an instruction in the mapping, in bytes; absent if it lies elsewhere.
  public OptionalLong offsetInMapping(long ip) {
    long inside = ip - start;
    return Long.compareUnsigned(inside, size) < 0 ? OptionalLong.of(inside) : OptionalLong.empty();
  }
}
