package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Permissions;
import java.util.EnumSet;

/// The lines of `info proc mappings` in gdb. These are start, end, size, offset, permissions since
/// gdb 12, and the object. Of a core dump gdb knows only mappings of files, and no permissions.
public final class GdbGrammar extends LineGrammar {
  private static final String PAGER = "--Type <RET> for more";

  private boolean core = true;

  public GdbGrammar() {
    super(EnumSet.of(Lack.DEVICE, Lack.INODE));
  }

  @Override
  public PastedFormat format() {
    return PastedFormat.GDB;
  }

  @Override
  public Fit read(TextLine line) {
    if (line.blanks().skip("Start Addr")) {
      return Fit.HEAD;
    }
    if (line.again().skip(PAGER) || line.again().skip("-" + PAGER)) {
      forgive(Forgiven.PAGER);
      return Fit.NOISE;
    }
    long start = line.again().blanks().expect("0x").hexadecimal("an address");
    long end = line.gap().expect("0x").hexadecimal("an address");
    long size = line.gap().expect("0x").hexadecimal("a size");
    long offset = line.gap().expect("0x").hexadecimal("an offset");
    AddressRange range = line.range(start, end);
    if (range == null || range.sizeBytes() != size) {
      return Fit.OTHER;
    }
    if (!line.atEnd()) {
      line.gap();
    }
    int column = line.at();
    Permissions permissions = line.permissions(4);
    if (permissions == null || (!line.atEnd() && line.peek() != ' ' && line.peek() != '\t')) {
      permissions = null;
      line.again().backTo(column);
      lack(Lack.PERMISSIONS);
    }
    String name = line.rest();
    core = core && permissions == null && name.startsWith("/");
    if (core) {
      lack(Lack.ANONYMOUS_MAPPINGS);
    } else {
      have(Lack.ANONYMOUS_MAPPINGS);
    }
    return mapping(ListedRow.of(range, permissions, offset, name));
  }
}
