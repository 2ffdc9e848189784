package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/// The lines about the files in a core dump (`NT_FILE`). `eu-readelf -n` prints one for each file,
/// `readelf -n` two, with offsets in pages of the size in its head.
public final class NoteGrammar extends LineGrammar {
  private long pageBytes = 1;
  private @Nullable ListedRow unnamed;

  public NoteGrammar() {
    super(EnumSet.of(Lack.PERMISSIONS, Lack.DEVICE, Lack.INODE, Lack.ANONYMOUS_MAPPINGS));
  }

  @Override
  public PastedFormat format() {
    return PastedFormat.NT_FILE;
  }

  @Override
  public Fit read(TextLine line) {
    ListedRow waiting = unnamed;
    unnamed = null;
    if (line.blanks().skip("Page size: ")) {
      pageBytes = Math.max(1, line.decimal("a page size"));
      return Fit.HEAD;
    }
    if (waiting != null && line.peek() == '/') {
      waiting.name(line.rest());
      return Fit.MORE;
    }
    if (waiting == null && line.skip("Start ")) {
      return Fit.NOISE;
    }
    boolean two = line.again().blanks().skip("0x");
    return two ? twoLines(line) : oneLine(line);
  }

  private Fit twoLines(TextLine line) {
    long start = line.hexadecimal("an address");
    long end = line.gap().expect("0x").hexadecimal("an address");
    long pages = line.gap().expect("0x").hexadecimal("a page offset");
    AddressRange range = line.range(start, end);
    if (range == null || !line.blanks().atEnd()) {
      return Fit.OTHER;
    }
    ListedRow row = ListedRow.of(range, null, pages * pageBytes, "");
    unnamed = row;
    return mapping(row);
  }

  private Fit oneLine(TextLine line) {
    long start = line.hexadecimal("an address");
    long end = line.expect("-").hexadecimal("an address");
    long offset = line.gap().hexadecimal("an offset");
    long size = line.gap().decimal("a size");
    line.gap();
    AddressRange range = line.range(start, end);
    if (range == null || range.sizeBytes() != size || line.peek() != '/') {
      return Fit.OTHER;
    }
    return mapping(ListedRow.of(range, null, offset, line.rest()));
  }
}
