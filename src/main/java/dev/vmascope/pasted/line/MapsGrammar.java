package dev.vmascope.pasted.line;

import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.mapping.text.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The lines of `maps` and `smaps`, as [MapsParser] takes them. They may be indented, have tabs, or
/// be broken in two.
public final class MapsGrammar extends LineGrammar {
  /// The line of Android's kernels with the name of memory.
  private static final String NAME = "Name";

  /// The most bytes of a line that is joined with the next one.
  private static final int LONGEST_BROKEN = 1 << 13;

  /// The fields before the name.
  private static final int FIELDS = 5;

  /// The field of a journal entry, as `journalctl` prints it before its first line.
  private static final String FIELD = "COREDUMP_PROC_MAPS=";

  private boolean hasMeasures;
  private boolean inJournal;
  private @Nullable String broken;

  public MapsGrammar() {
    super(EnumSet.noneOf(Lack.class));
  }

  @Override
  public PastedFormat format() {
    if (inJournal) {
      return PastedFormat.JOURNAL;
    }
    return hasMeasures ? PastedFormat.SMAPS : PastedFormat.MAPS;
  }

  @Override
  public Fit read(TextLine line) {
    String before = broken;
    broken = null;
    line.blanks();
    if (line.skip(FIELD)) {
      inJournal = true;
    }
    int indent = line.at();
    if (looksLikeMapping(line)) {
      line.again().backTo(indent);
      return mapping(line, indent, line.restAsIs());
    }
    if (before != null && !line.isBlank()) {
      Fit joined = mapping(line, 0, before + " " + line.again().rest());
      if (joined == Fit.MAPPING) {
        forgive(Forgiven.WRAPPED);
        return Fit.REST;
      }
      broken = null;
    }
    line.again().blanks();
    ListedRow last = lastRow();
    if (last != null && last.waitsForName() && !last.hasMeasures() && line.peek() == '/') {
      last.name(line.rest());
      forgive(Forgiven.WRAPPED);
      return Fit.MORE;
    }
    return last == null ? Fit.OTHER : measure(last, line.again().blanks());
  }

  /// Whether a line begins with a range.
  private static boolean looksLikeMapping(TextLine line) {
    line.hexadecimal("a start address");
    line.expect("-");
    line.hexadecimal("an end address");
    return line.fits();
  }

  private Fit mapping(TextLine line, int indent, String text) {
    String plain = untabbed(text);
    try {
      byte[] bytes = (plain + "\n").getBytes(StandardCharsets.ISO_8859_1);
      MapsLine parsed = MapsParser.parseLine(bytes, "text");
      if (!plain.equals(text)) {
        forgive(Forgiven.TABS);
      }
      if (indent > 0) {
        forgive(Forgiven.INDENTED);
      }
      return mapping(ListedRow.ofKernel(parsed.mapping(), plain));
    } catch (MalformedException e) {
      line.failAt(indent + e.column() - 1, e.expected());
      if (text.length() <= LONGEST_BROKEN && e.column() > text.length()) {
        broken = text.stripTrailing();
        return Fit.BEGINNING;
      }
      return Fit.OTHER;
    }
  }

  /// The same line with a blank for each tab before the name.
  private static String untabbed(String text) {
    int at = 0;
    for (int field = 0; field < FIELDS && at < text.length(); field++) {
      while (at < text.length() && !isBlank(text.charAt(at))) {
        at++;
      }
      while (at < text.length() && isBlank(text.charAt(at))) {
        at++;
      }
    }
    return text.lastIndexOf('\t', at - 1) < 0
        ? text
        : text.substring(0, at).replace('\t', ' ') + text.substring(at);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /// A line of smaps behind the mapping. The first one has a known key; unknown ones have numbers.
  private Fit measure(ListedRow row, TextLine line) {
    String key = line.measureKey();
    if (key == null) {
      return Fit.OTHER;
    }
    boolean known = isKnown(key);
    if (!known && !row.hasMeasures()) {
      return Fit.OTHER;
    }
    String text = line.again().blanks().restAsIs().replace('\t', ' ');
    int colon = key.length() + 1;
    boolean fits =
        switch (key) {
          case "VmFlags" -> isFlags(text, colon);
          case NAME -> true;
          default -> isNumber(text, colon);
        };
    if (!fits) {
      line.fail("a number");
      return Fit.OTHER;
    }
    hasMeasures = true;
    row.measure(text);
    return Fit.MORE;
  }

  private static boolean isKnown(String key) {
    return UsageField.ofKey(key).isPresent()
        || Set.of("Size", "THPeligible", "ProtectionKey", "VmFlags").contains(key);
  }

  private static boolean isFlags(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return text.length() - from < 200;
  }

  private static boolean isNumber(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    boolean ends = at == text.length() || text.substring(at).equals(" kB");
    return at > digits && at - digits < 16 && ends;
  }
}
