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

  private static final Pattern ESCAPED = Pattern.compile("\\\\x([0-9a-f]{2})");

  /// What comes before the text in a paste: of `dmesg` with any of its options, of `journalctl`, of
  /// a log file.
  private static final Pattern PREFIX =
      Pattern.compile(
          "(?:"
              + "<\\d{1,3}>"
              + "|[a-z]{3,8} *:[a-z]{4,7} *: "
              + "|\\[ *\\d{1,10}\\.\\d{1,9}](?:\\[ ?[TC] ?\\d{1,10}])? ?"
              + "|\\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d [\\d:]{8} \\d{4}] ?"
              + "|(?:[A-Z][a-z]{2} [ \\d]\\d [\\d:.]{8,15}|\\d{4}-\\d\\d-\\d\\dT[\\d:.,]{8,15}(?:Z|[+-][\\d:]{4,5}))"
              + " (?:[A-Za-z0-9._-]{1,64} kernel(?:\\[\\d+])?: )?"
              + ")");

  /// The end of what another tool writes before the text, and behind it the beginning of a fault.
  private static final Pattern END_OF_OTHER_PREFIX =
      Pattern.compile("[:>|\\]] (?=(?:traps: )?\\S.{0,14}\\[\\d{1,10}][: ])");

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
                unescaped(fields.group(4))))
        : Optional.empty();
  }

  /// The line that somebody pasted: a record, or as a tool shows it.
  public static LogLine pasted(String line) {
    String bounded = line.substring(0, Math.min(line.length(), LONGEST));
    return ofRecord(bounded)
        .orElseGet(() ->
            new LogLine(
                OptionalLong.empty(),
                OptionalLong.empty(),
                true,
                unescaped(withoutPrefixes(bounded.strip()))));
  }

  /// What a prefix of a known form precedes is the kernel's own text, whatever it looks like. A
  /// prefix of another form ends where a fault begins.
  private static String withoutPrefixes(String line) {
    String text = withoutKnownPrefixes(line);
    if (!text.equals(line) || LogDecoder.decode(unescaped(text)).isPresent()) {
      return text;
    }
    Matcher end = END_OF_OTHER_PREFIX.matcher(text);
    return end.find() ? withoutKnownPrefixes(text.substring(end.end())) : text;
  }

  private static String withoutKnownPrefixes(String line) {
    Matcher prefix = PREFIX.matcher(line);
    String text = line;
    for (int i = 0; i < 4 && prefix.lookingAt() && prefix.end() > 0; i++) {
      text = text.substring(prefix.end());
      prefix.reset(text);
    }
    return text;
  }

  private static String unescaped(String text) {
    return text.indexOf('\\') < 0
        ? text
        : ESCAPED
            .matcher(text)
            .replaceAll(escape ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }

  /// What it says of faults; empty if it speaks of something else.
  public Optional<LogMessage> message() {
    return LogDecoder.decode(text);
  }

  /// Whether it belongs to the messages about faults, though it says nothing that is kept.
  public boolean isPartOfAFault() {
    return X86Lines.announces(text);
  }
}
