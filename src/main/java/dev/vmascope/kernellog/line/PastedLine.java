package dev.vmascope.kernellog.line;

import dev.vmascope.kernellog.LogMessage;
import dev.vmascope.kernellog.LogPatterns;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of a log as a tool shows it, with the kernel's message. Tools put many prefixes before a
/// message, in any number of forms, so it is found by its own words: see [KernelWords]. The
/// prefixes are recognized by the marks that end them, the time since boot or `kernel:`; only where
/// there is no mark, the text with the form of a thread's name is taken for one.
///
/// @param line the line, with the kernel's message; with all of the text, where it has no words of
///   a message
/// @param phrases all that it has of messages about faults, as [KernelWords#phrases]; absent if it
///   has no words of one
public record PastedLine(LogLine line, OptionalLong phrases) {
  /// The maximum length of a line that is read.
  private static final int LONGEST = LogLine.LONGEST;

  private static final int MOST_MARKS = 160;

  /// The marks of a quotation: `>` of mail, `*` and `|` of notes, the field of `journalctl -o
  /// export`.
  private static final String QUOTES = ">|*#\"'` \t\n\u000b\f\r";

  private static final String QUOTING_FIELD = "MESSAGE=";
  private static final int MOST_QUOTES = 20;

  /// A line on another subject: words that it quotes are no message.
  private static final Pattern QUOTING = Pattern.compile(LogPatterns.QUOTING);

  /// The end of the text before a name, where no mark ends it.
  private static final Pattern SEPARATOR =
      Pattern.compile(
          "(?:[:>|\\])=,;-] +|\\t| {2}|[\"'`]"
              + "|\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d\\d:?\\d\\d)? )"
              + "(?:[:>|-] +){0,4}+");

  private static final Pattern JSON_KEY =
      Pattern.compile(
          "\"(?:MESSAGE|message|Message|msg|log|text|textPayload|line)\"\\s{0,4}:\\s{0,4}");

  private static final String LOW_DIGITS = "0123456789abcdef";

  /// The line that somebody pasted: a record of `/dev/kmsg`, or the output of a tool.
  public static PastedLine of(String pasted) {
    String bounded = pasted.substring(0, Math.min(pasted.length(), LONGEST));
    Optional<LogLine> ofRecord = LogLine.ofRecord(bounded);
    if (ofRecord.isPresent()) {
      return new PastedLine(ofRecord.get(), phrases(ofRecord.get().words()));
    }
    String text = jsonValue(bounded).orElse(bounded).strip();
    Optional<KernelWords> words = KernelWords.in(text);
    String quoted = words.isPresent() ? from(text, words.get()) : text;
    String message = unescaped(quoted);
    LogLine line = new LogLine(OptionalLong.empty(), OptionalLong.empty(), true, message);
    // What is cut off before the words has none; what was escaped may have.
    boolean same = message.equals(quoted) && text.endsWith(quoted);
    return new PastedLine(line, phrases(same ? words : line.words()));
  }

  private static OptionalLong phrases(Optional<KernelWords> words) {
    return words.isPresent() ? OptionalLong.of(words.get().phrases()) : OptionalLong.empty();
  }

  /// The message about faults in it; empty if it has none.
  public Optional<LogMessage> message() {
    return phrases.isPresent()
        ? LogDecoder.decode(line.text(), phrases.getAsLong())
        : Optional.empty();
  }

  /// Whether a message about an event may begin in it: its phrases are of one.
  public boolean mayBeginAnEvent() {
    return phrases.isPresent() && LogDecoder.mayBeEvent(phrases.getAsLong());
  }

  /// A line without words of a message, without the marks of a kernel message.
  public static String withoutMarks(String line) {
    String text = line.strip();
    int begin = endOfQuote(text, text.length());
    int end = LogMarks.end(text, begin, Math.min(text.length(), begin + MOST_MARKS));
    return text.substring(Math.max(begin, end));
  }

  private static int endOfQuote(String text, int end) {
    int at = 0;
    for (int count = 0; count < MOST_QUOTES && at < end; count++) {
      if (QUOTES.indexOf(text.charAt(at)) >= 0) {
        at++;
      } else if (end - at >= QUOTING_FIELD.length() && text.startsWith(QUOTING_FIELD, at)) {
        at += QUOTING_FIELD.length();
      } else {
        break;
      }
    }
    return at;
  }

  private static String from(String text, KernelWords words) {
    int begin = endOfQuote(text, words.start());
    if (begin == words.start() && !words.behindName()) {
      return unquoted(text, begin);
    }
    int end = LogMarks.end(text, begin, words.start());
    if (end >= 0) {
      return text.substring(end);
    }
    if (QUOTING.matcher(text).region(begin, text.length()).lookingAt()) {
      return text.substring(begin);
    }
    int start = words.behindName() ? name(text, begin, words.start()) : words.start();
    boolean inWord = start > 0 && Character.isLetterOrDigit(text.charAt(start - 1));
    return inWord && !words.behindName() ? text : unquoted(text, start);
  }

  /// The text in quotes, which ends with them.
  private static String unquoted(String text, int start) {
    if (start > 0 && "\"'`".indexOf(text.charAt(start - 1)) >= 0) {
      int end = text.lastIndexOf(text.charAt(start - 1));
      return end >= start ? text.substring(start, end) : text.substring(start);
    }
    return text.substring(start);
  }

  /// The start of the name that ends before the words.
  private static int name(String text, int begin, int end) {
    int least = end;
    for (int length = 0; least > begin && length < LogPatterns.LONGEST_NAME; length++) {
      boolean escape = least - 4 >= begin && text.startsWith("\\x", least - 4);
      least -= escape ? 4 : 1;
    }
    if (least == begin) {
      return begin;
    }
    Matcher separator = SEPARATOR.matcher(text).region(Math.max(begin, least - 32), end);
    int last = -1;
    while (separator.find()) {
      last = separator.end();
    }
    if (last >= least) {
      return last;
    }
    int space = text.lastIndexOf(' ', end - 1);
    return space + 1 >= least ? space + 1 : begin;
  }

  /// The text of a message in JSON, as `journalctl -o json`, Kubernetes and Docker write it: a
  /// string, or its bytes as numbers.
  private static Optional<String> jsonValue(String line) {
    if (line.indexOf('"') < 0) {
      return Optional.empty();
    }
    Matcher key = JSON_KEY.matcher(line);
    while (key.find() && key.end() < line.length()) {
      char first = line.charAt(key.end());
      if (first == '"') {
        return Optional.of(jsonString(line, key.end() + 1));
      }
      if (first == '[') {
        return Optional.of(jsonBytes(line, key.end() + 1));
      }
    }
    return Optional.empty();
  }

  private static String jsonString(String line, int start) {
    StringBuilder value = new StringBuilder();
    int at = start;
    while (at < line.length() && line.charAt(at) != '"') {
      char next = line.charAt(at++);
      if (next != '\\' || at == line.length()) {
        value.append(next);
        continue;
      }
      char escaped = line.charAt(at++);
      switch (escaped) {
        case 'n', 'r', 't' -> value.append(' ');
        case 'u' -> {
          value.append(character(line, at));
          at += 4;
        }
        default -> value.append(escaped);
      }
    }
    return value.toString();
  }

  /// A character by its four digits, as its bytes in UTF-8.
  private static String character(String line, int start) {
    int code = 0;
    for (int i = start; i < start + 4; i++) {
      int digit = i < line.length() ? Character.digit(line.charAt(i), 16) : -1;
      if (digit < 0) {
        return "?";
      }
      code = code * 16 + digit;
    }
    byte[] bytes = String.valueOf((char) code).getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String jsonBytes(String line, int start) {
    StringBuilder value = new StringBuilder();
    int number = -1;
    for (int i = start; i < line.length(); i++) {
      int digit = Character.digit(line.charAt(i), 10);
      if (digit >= 0) {
        number = Math.min(255, Math.max(0, number) * 10 + digit);
      } else if (number >= 0) {
        value.append((char) number);
        number = -1;
      }
      if (line.charAt(i) == ']') {
        break;
      }
    }
    return value.toString();
  }

  /// A message without the `\xNN` of the kernel.
  static String unescaped(String text) {
    int escape = text.indexOf("\\x");
    if (escape < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int from = 0;
    for (; escape >= 0; escape = text.indexOf("\\x", Math.max(from, escape + 2))) {
      int code = escape + 4 <= text.length() ? code(text, escape + 2) : -1;
      if (code >= 0) {
        plain.append(text, from, escape).append((char) code);
        from = escape + 4;
      }
    }
    return plain.append(text, from, text.length()).toString();
  }

  /// A byte by its two digits; -1 if they are none of the kernel's.
  private static int code(String text, int start) {
    int high = LOW_DIGITS.indexOf(text.charAt(start));
    int low = LOW_DIGITS.indexOf(text.charAt(start + 1));
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
