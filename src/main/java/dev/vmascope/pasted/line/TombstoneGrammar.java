package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Permissions;
import java.util.EnumSet;

/// The memory map in a tombstone of Android (`debuggerd/libdebuggerd/tombstone.cpp`). The end is
/// the last address of a mapping, and 64-bit addresses have a quote in the middle.
public final class TombstoneGrammar extends LineGrammar {
  public TombstoneGrammar() {
    super(EnumSet.of(Lack.SHARING, Lack.DEVICE, Lack.INODE));
  }

  @Override
  public PastedFormat format() {
    return PastedFormat.TOMBSTONE;
  }

  @Override
  public Fit read(TextLine line) {
    if (line.blanks().skip("memory map (") || line.skip("memory map:")) {
      return Fit.HEAD;
    }
    if (line.skip("--->Fault address falls at ")) {
      return Fit.NOISE;
    }
    line.skip("--->");
    long start = address(line);
    long last = address(line.expect("-"));
    Permissions permissions = line.gap().permissions(3);
    long offset = line.gap().hexadecimal("an offset");
    long size = line.gap().hexadecimal("a size");
    AddressRange range = line.range(start, last + 1);
    boolean ends = line.atEnd() || line.peek() == ' ';
    if (range == null || permissions == null || range.sizeBytes() != size || !ends) {
      return Fit.OTHER;
    }
    return mapping(ListedRow.of(range, permissions, offset, name(line.rest())));
  }

  /// Eight digits, or twice eight with a quote in between.
  private static long address(TextLine line) {
    long high = eightDigits(line);
    return line.skip("'") ? high << 32 | eightDigits(line) : high;
  }

  private static long eightDigits(TextLine line) {
    int from = line.at();
    long value = line.hexadecimal("an address");
    if (line.at() - from != 8) {
      line.fail("eight digits before this");
    }
    return value;
  }

  private static String name(String printed) {
    int end = printed.length();
    for (String mark : new String[] {" (load bias 0x", " (BuildId: "}) {
      int at = printed.indexOf(mark);
      end = at < 0 ? end : Math.min(end, at);
    }
    String name = printed.substring(0, end).stripTrailing();
    return name.startsWith("<anonymous:") || name.startsWith("(") ? "" : name;
  }
}
