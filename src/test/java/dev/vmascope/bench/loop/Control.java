package dev.vmascope.bench.loop;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The work that others are compared with: it never changes. It is of their kind, so that a busy
/// neighbour slows it down as it does them: it splits a text into lines, reads numbers, copies
/// names, makes objects that are soon garbage, and counts in a table.
final class Control implements LoopBody {
  private static final int LINES = 2_000;
  private static final int LINES_HELD = 16;
  private static final List<String> NAMES =
      List.of("text", "data", "heap", "stack", "file", "none");

  private final byte[] text = text();
  private final Map<String, Integer> counts = new HashMap<>();
  private int position;

  /// The numbers of a line, and its name.
  private record Line(long first, long second, boolean odd, String rest, String name) {}

  private static byte[] text() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      long start = 0x7f00_0000_0000L + i * 0x1000L;
      lines
          .append(Long.toHexString(start))
          .append('-')
          .append(Long.toHexString(start + 0x1000))
          .append(i % 2 == 0 ? " even" : " odd ")
          .append(" some letters to be copied as they are ")
          .append(NAMES.get(i % NAMES.size()))
          .append('\n');
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public long run() {
    counts.clear();
    position = 0;
    long sum = 0;
    List<Line> lines = new ArrayList<>();
    while (position < text.length) {
      lines.add(line());
      if (lines.size() == LINES_HELD) {
        for (Line line : lines) {
          sum += line.second() - line.first() + line.rest().length() + (line.odd() ? 1 : 0);
          counts.merge(line.name(), 1, Integer::sum);
        }
        lines = new ArrayList<>();
      }
    }
    return sum + counts.size();
  }

  private Line line() {
    long first = number('-');
    long second = number(' ');
    boolean odd = text[position] == 'o';
    position += 5;
    int begin = position;
    int name = begin;
    while (text[position] != '\n') {
      if (text[position] == ' ') {
        name = position + 1;
      }
      position++;
    }
    String rest = text(begin, name);
    String word = text(name, position);
    position++;
    return new Line(first, second, odd, rest, word);
  }

  private String text(int begin, int end) {
    return new String(text, begin, end - begin, StandardCharsets.ISO_8859_1);
  }

  private long number(char end) {
    long number = 0;
    byte letter = text[position++];
    while (letter != end) {
      number = (number << 4) | digit(letter);
      letter = text[position++];
    }
    return number;
  }

  private static int digit(byte letter) {
    if (letter >= '0' && letter <= '9') {
      return letter - '0';
    }
    return letter - 'a' + 10;
  }
}
