package dev.vmascope.http.table;

import dev.vmascope.mapping.text.RawText;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/// A text as a terminal shows it: harmless, and of known width. Ideographs and most emoji are two
/// cells wide, combining marks none. Characters whose width depends on the terminal are replaced,
/// as control characters are.
public final class TerminalText {
  /// The mark of a text that is cut.
  private static final String CUT = " …";

  private TerminalText() {}

  /// The text for a cell; an ellipsis shows that it is cut.
  ///
  /// @param longest the most characters of it
  public static String of(String text, int longest) {
    String printable = RawText.ofUtf8(text).printable(longest + 1);
    if (isAscii(printable)) {
      return printable.length() <= longest ? printable : cut(printable.substring(0, longest));
    }
    StringBuilder shown = new StringBuilder();
    printable
        .codePoints()
        .limit(longest)
        .map(c -> isOfSureWidth(c) ? c : '\ufffd')
        .forEach(shown::appendCodePoint);
    return printable.codePointCount(0, printable.length()) <= longest
        ? shown.toString()
        : cut(shown.toString());
  }

  private static String cut(String beginning) {
    return beginning.stripTrailing() + CUT;
  }

  /// The number of cells that a text takes.
  public static int width(String text) {
    return isAscii(text) ? text.length() : text.codePoints().map(TerminalText::width).sum();
  }

  private static int width(int codePoint) {
    // Two of them are a flag of two cells.
    return WCWidth.isRegionalIndicator(codePoint) ? 1 : Math.max(0, WCWidth.wcwidth(codePoint));
  }

  /// The lines of a text, broken at blanks; a longer word stays whole.
  ///
  /// @param width the most cells of a line
  public static List<String> wrapped(String text, int width) {
    if (width(text) <= width) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : text.split(" ", -1)) {
      int cells = width(word);
      if (!line.isEmpty() && used + 1 + cells > width) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      used += line.isEmpty() ? cells : cells + 1;
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /// Whether all terminals show a character equally wide: not so variation selectors, skin colours
  /// of emoji, and the blanks that stand for letters of Hangul.
  private static boolean isOfSureWidth(int codePoint) {
    boolean selects =
        (codePoint >= 0xfe00 && codePoint <= 0xfe0f)
            || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
    boolean fills =
        codePoint == 0x115f || codePoint == 0x1160 || codePoint == 0x3164 || codePoint == 0xffa0;
    return !selects && !fills && !Character.isEmojiModifier(codePoint);
  }
}
