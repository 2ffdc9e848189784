package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Permissions;
import java.util.EnumSet;

/// The lines of `jcmd <pid> System.map` (JDK 23 and later, `os/linux/memMapPrinter_linux.cpp`).
/// Sizes are in bytes. Notes and the use of the memory, which may contain blanks, stand before the
/// file.
public final class SystemMapGrammar extends LineGrammar {
  private int fileColumn = -1;

  public SystemMapGrammar() {
    super(EnumSet.of(Lack.OFFSET, Lack.DEVICE, Lack.INODE));
  }

  @Override
  public PastedFormat format() {
    return PastedFormat.SYSTEM_MAP;
  }

  @Override
  public Fit read(TextLine line) {
    if (line.skip("from ")) {
      String head = line.again().content().stripTrailing();
      fileColumn = head.endsWith(" file") ? head.length() - "file".length() : -1;
      return Fit.HEAD;
    }
    if (fileColumn < 0) {
      return Fit.OTHER;
    }
    if (line.skip("====")) {
      return Fit.NOISE;
    }
    long start = line.again().blanks().expect("0x").hexadecimal("an address");
    long end = line.expect("-").expect("0x").hexadecimal("an address");
    long size = line.gap().decimal("a size");
    Permissions permissions = line.gap().permissions(4);
    long resident = line.gap().decimal("a resident size");
    line.gap().decimal("a size of huge pages");
    AddressRange range = line.range(start, end);
    if (range == null || permissions == null || range.sizeBytes() != size) {
      return Fit.OTHER;
    }
    ListedRow row = ListedRow.of(range, permissions, 0, file(line));
    row.measure("Rss", resident / 1024);
    return mapping(row);
  }

  private String file(TextLine line) {
    String rest = line.content();
    String file = rest.length() > fileColumn ? rest.substring(fileColumn).strip() : "";
    return file.startsWith("/") || file.startsWith("[") ? file : "";
  }
}
