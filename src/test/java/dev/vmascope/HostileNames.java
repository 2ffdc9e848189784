package dev.vmascope;

import dev.vmascope.mapping.text.RawText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Names as a stranger would choose them for a process or a file, to do harm wherever they are
/// shown. They are bytes; none is 0, as in every name that the kernel knows.
public final class HostileNames {
  /// The bytes of a process's name that the kernel keeps, `TASK_COMM_LEN` less the NUL.
  private static final int PROCESS_NAME = 15;

  /// The bytes of a path that the kernel takes, `PATH_MAX` less the NUL.
  private static final int PATH = 4095;

  /// What a spreadsheet takes for a formula, or may, once it has folded its first character.
  private static final List<String> FORMULAS =
      List.of(
          "=1+1",
          "+1+1",
          "-1+1",
          "@SUM(1)",
          "=cmd|'/c calc'!A1",
          "=HYPERLINK(\"http://x\",\"y\")",
          "\uff1d1+1",
          "\uff0b1",
          "\uff0d1",
          "\uff20SUM(1)",
          "\ufe661",
          "\ufe621",
          "\ufe631",
          "\ufe6bA");

  /// What it may drop, or take for the end of a cell.
  private static final List<String> BEFORE_FORMULAS =
      List.of(
          "", " ", "\t", "\r", "\n", "\u00a0", "\ufeff", "\u200b", "x;", "x\t", "x\n", "'", "\"",
          "x,");

  private static final List<String> REPEATED =
      List.of("a", "\"", "=", "\u001b[2J", "\n", "\t", ";", "<b>", "\u202e", "\ud83d\ude00", "/..");

  /// All of them, each once.
  public static final List<RawText> ALL = all();

  private HostileNames() {}

  /// All as the kernel has them of processes, each once: cut.
  public static List<RawText> ofProcesses() {
    Set<RawText> cut = new LinkedHashSet<>();
    ALL.forEach(name -> cut.add(cut(name, PROCESS_NAME)));
    return List.copyOf(cut);
  }

  private static RawText cut(RawText name, int longest) {
    byte[] bytes = name.bytes();
    return RawText.of(bytes, 0, Math.min(bytes.length, longest));
  }

  private static List<RawText> all() {
    Set<RawText> names = new LinkedHashSet<>();
    names.add(new RawText(""));
    addWritten(names);
    addOddCharacters(names);
    for (int one = 0x80; one <= 0xff; one++) {
      names.add(new RawText("a" + (char) one + "b"));
    }
    for (String before : BEFORE_FORMULAS) {
      FORMULAS.forEach(formula -> names.add(RawText.ofUtf8(before + formula)));
    }
    REPEATED.forEach(part -> names.add(cut(RawText.ofUtf8(part.repeat(PATH)), PATH)));
    return List.copyOf(names);
  }

  /// Those of `hostile-names.txt`.
  private static void addWritten(Set<RawText> names) {
    try {
      Path file = Path.of("src/test/resources/hostile-names.txt");
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        if (!line.startsWith("#")) {
          names.add(new RawText(line.translateEscapes()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every character that controls, is not seen, turns text around or parts it, first and within;
  /// and one of each sort that is no character, or half of one for the eye.
  private static void addOddCharacters(Set<RawText> names) {
    for (int c = 1; c <= Character.MAX_VALUE; c++) {
      switch (Character.getType(c)) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.SPACE_SEPARATOR,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR -> {
          names.add(RawText.ofUtf8(Character.toString(c) + "b"));
          names.add(RawText.ofUtf8("a" + Character.toString(c) + "b"));
        }
        default -> {}
      }
    }
    for (int c : new int[] {0x378, 0xfdd0, 0xffff, 0x10ffff, 0xe000, 0xe0001, 0xe0041, 0x1f468}) {
      names.add(RawText.ofUtf8("a" + Character.toString(c) + "b"));
    }
    names.add(RawText.ofUtf8("Z" + "\u0334\u0335\u0336\u0353".repeat(40)));
  }
}
