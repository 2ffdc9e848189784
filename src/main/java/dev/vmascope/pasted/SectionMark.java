package dev.vmascope.pasted;

import dev.vmascope.pasted.line.PastedFormat;
import dev.vmascope.pasted.line.TextLine;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A line before a listing of the kernel that names the program that copied it.
final class SectionMark {
  /// The most lines between the mark and the listing.
  private static final int LINES = 2;

  private static final Map<String, PastedFormat> MARKS =
      Map.of(
          "Dynamic libraries:", PastedFormat.HS_ERR,
          "======= Memory map", PastedFormat.GLIBC_ABORT,
          "* Process memory map:", PastedFormat.RUBY,
          "MAPPED_LIBRARIES:", PastedFormat.HEAP_PROFILE,
          "ProcMaps:", PastedFormat.APPORT,
          "COREDUMP_PROC_MAPS", PastedFormat.JOURNAL);

  private static final int LONGEST = 64;

  private final @Nullable PastedFormat around;
  private @Nullable PastedFormat last;
  private int age;

  /// @param around the format of the whole text, if it is known
  SectionMark(@Nullable PastedFormat around) {
    this.around = around;
  }

  /// Takes the next line of the text.
  void pass(TextLine line) {
    age++;
    if (age > LINES + 1) {
      last = null;
    }
    PastedFormat named = named(line);
    if (named != null) {
      last = named;
      age = 0;
    }
  }

  private static @Nullable PastedFormat named(TextLine line) {
    String content = line.beginning(LONGEST).strip();
    for (Map.Entry<String, PastedFormat> mark : MARKS.entrySet()) {
      if (content.startsWith(mark.getKey())) {
        return mark.getValue();
      }
    }
    return null;
  }

  /// The format that one of the last lines names; `null` if none does.
  @Nullable PastedFormat last() {
    return around == null ? last : around;
  }
}
