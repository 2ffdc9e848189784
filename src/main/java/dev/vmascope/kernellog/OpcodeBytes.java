package dev.vmascope.kernellog;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The bytes around the instruction, from the line `Code:`. On x86 they are bytes in hexadecimal,
/// the first one of the instruction in `<>`; on arm64 instructions of four bytes, that one in `()`.
///
/// @param text the bytes, as the kernel printed them
public record OpcodeBytes(String text) implements LogMessage {
  private static final String UNIT = "(?:[<(]?(?:[0-9a-f]{2,8}|\\?{2,8})[>)]?)";
  private static final Pattern CODE =
      Pattern.compile("Code: ((?:" + UNIT + " ){0,80}" + UNIT + ")\\s*");
  private static final Pattern UNREADABLE =
      Pattern.compile(
          "Code: (?:Unable to access opcode bytes|Bad RIP value|[Bb]ad PC value).{0,80}");

  /// Parses a line; empty if it is no such line.
  public static Optional<OpcodeBytes> parse(CharSequence text) {
    Matcher code = CODE.matcher(text);
    if (code.matches()) {
      return Optional.of(new OpcodeBytes(code.group(1).strip()));
    }
    return UNREADABLE.matcher(text).matches() ? Optional.of(new OpcodeBytes("")) : Optional.empty();
  }

  /// Whether the kernel could read them.
  public boolean isReadable() {
    return !text.isEmpty();
  }
}
