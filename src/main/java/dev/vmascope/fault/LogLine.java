package dev.vmascope.fault;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One line of the kernel's log, without what is written before its text.
///
/// @param sequence the number of the record; the next one has the next number
/// @param micros when it was written, in microseconds after boot, by a clock that stands still
///   while the machine sleeps
/// @param ofKernel whether the kernel wrote it; false for what a program wrote to `/dev/kmsg`
/// @param text the text, one character a byte, the kernel's `\xNN` undone
public record LogLine(OptionalLong sequence, OptionalLong micros, boolean ofKernel, String text) {
  /// The longest line that is looked at; the kernel's have at most 1024 characters of text, each of
  /// which may be escaped by four.
  private static final int LONGEST = 8192;

  /// `Documentation/ABI/testing/dev-kmsg`: `prio,seq,usec,flags[,…];text`.
  private static final Pattern RECORD =
      Pattern.compile(
          "(\\d{1,9}),(\\d{1,18}),(\\d{1,18}),[^;,]{0,8}(?:,[^;]{0,80})?;(.*)", Pattern.DOTALL);

  /// The record that a read of `/dev/kmsg` gave.
  static Optional<LogLine> ofRecord(String record) {
    if (record.length() > LONGEST) {
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

  /// The line that somebody pasted: a record, or as a tool shows it.
  public static LogLine pasted(String line) {
    String bounded = line.substring(0, Math.min(line.length(), LONGEST));
    return ofRecord(bounded)
        .orElseGet(() ->
            new LogLine(
                OptionalLong.empty(), OptionalLong.empty(), true, PastedLine.message(bounded)));
  }

  /// What it says of faults; empty if it speaks of something else.
  public Optional<LogMessage> message() {
    return hasWords() ? LogDecoder.decode(text) : Optional.empty();
  }

  /// Whether it has words that messages about faults have.
  boolean hasWords() {
    return KernelWords.in(text).isPresent();
  }
}
