package dev.vmascope.kernellog.line;

import dev.vmascope.kernellog.LogMessage;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of the kernel's log, without the prefix of its text.
///
/// @param sequence the number of the record; the next one has the next number
/// @param micros the time of writing, in microseconds after boot, by a clock that stands still
///   while the machine sleeps
/// @param ofKernel whether the kernel wrote it; false for text that a program wrote to `/dev/kmsg`
/// @param text the text, one character per byte, with the kernel's `\xNN` undone
public record LogLine(OptionalLong sequence, OptionalLong micros, boolean ofKernel, String text) {
  /// The maximum length of a line that is decoded; the kernel's have at most 1024 characters of
  /// text, each of which may be escaped by four.
  static final int LONGEST = 8192;

  /// `Documentation/ABI/testing/dev-kmsg`: `prio,seq,usec,flags[,…];text`.
  private static final Pattern RECORD =
      Pattern.compile(
          "(\\d{1,9}),(\\d{1,18}),(\\d{1,18}),[^;,]{0,8}(?:,[^;]{0,80})?;(.*)", Pattern.DOTALL);

  /// The line of a record that a read of `/dev/kmsg` returned.
  public static Optional<LogLine> ofRecord(String record) {
    if (record.length() > LONGEST || record.isEmpty() || !Character.isDigit(record.charAt(0))) {
      return Optional.empty();
    }
    Matcher fields = RECORD.matcher(record);
    return fields.matches()
        ? Optional.of(
            new LogLine(
                OptionalLong.of(Long.parseLong(fields.group(2))),
                OptionalLong.of(Long.parseLong(fields.group(3))),
                Integer.parseInt(fields.group(1)) < 8,
                PastedLine.unescaped(fields.group(4))))
        : Optional.empty();
  }

  /// The message about faults in it; empty if it has none.
  public Optional<LogMessage> message() {
    return words().flatMap(words -> LogDecoder.decode(text, words.phrases()));
  }

  /// The words of a message about faults that it has; empty if it has none.
  Optional<KernelWords> words() {
    return KernelWords.in(text);
  }
}
