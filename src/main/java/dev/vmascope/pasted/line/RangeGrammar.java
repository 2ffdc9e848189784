package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import java.util.EnumSet;

/// The lines with a range and a name. Those of sanitizers (`sanitizer_posix.cpp`, `DumpProcessMap`)
/// have a tab between the two, the short ones of pprof `(@offset)` and a build id behind.
public final class RangeGrammar extends LineGrammar {
  private boolean sanitizer;

  public RangeGrammar() {
    super(
        EnumSet.of(
            Lack.PERMISSIONS, Lack.OFFSET, Lack.DEVICE, Lack.INODE, Lack.ANONYMOUS_MAPPINGS));
  }

  @Override
  public PastedFormat format() {
    return sanitizer ? PastedFormat.SANITIZER : PastedFormat.RANGES;
  }

  @Override
  public Fit read(TextLine line) {
    if (line.skip("==")) {
      return sanitizerMark(line);
    }
    boolean marked = line.again().blanks().skip("0x");
    long start = line.hexadecimal("an address");
    line.expect("-");
    if (marked) {
      line.expect("0x");
    }
    long end = line.hexadecimal("an address");
    line.skip(":");
    AddressRange range = line.range(start, end);
    if (range == null || (!line.atEnd() && line.peek() != ' ' && line.peek() != '\t')) {
      return Fit.OTHER;
    }
    String name = name(line.rest());
    boolean known = name.startsWith("/") || name.startsWith("[");
    if (!known && !(sanitizer && name.isEmpty())) {
      return Fit.OTHER;
    }
    return mapping(ListedRow.of(range, null, 0, name));
  }

  private Fit sanitizerMark(TextLine line) {
    line.decimal("a process id");
    if (line.expect("==").skip("Process memory map follows:")) {
      sanitizer = true;
      have(Lack.ANONYMOUS_MAPPINGS);
      return Fit.HEAD;
    }
    return Fit.OTHER;
  }

  private static String name(String printed) {
    int offset = printed.lastIndexOf(" (@");
    return offset < 0 ? printed : printed.substring(0, offset);
  }
}
