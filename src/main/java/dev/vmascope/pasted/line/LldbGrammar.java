package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Permissions;
import java.util.EnumSet;

/// The lines of `memory region --all` in lldb. Regions without access and name are mostly gaps, and
/// are left out; a line about tags or dirty pages may follow a region.
public final class LldbGrammar extends LineGrammar {
  private static final String SEGMENT = " PT_LOAD[";

  public LldbGrammar() {
    super(EnumSet.of(Lack.SHARING, Lack.OFFSET, Lack.DEVICE, Lack.INODE));
  }

  @Override
  public PastedFormat format() {
    return PastedFormat.LLDB;
  }

  @Override
  public Fit read(TextLine line) {
    if (line.blanks().skip("memory tagging: ")
        || line.skip("Modified memory (dirty) page list")
        || line.skip("memory region")) {
      return Fit.NOISE;
    }
    long start = line.expect("[").expect("0x").hexadecimal("an address");
    long end = line.expect("-").expect("0x").hexadecimal("an address");
    Permissions permissions = line.expect(")").gap().permissions(3);
    if (!line.fits() || permissions == null || (!line.atEnd() && line.peek() != ' ')) {
      return Fit.OTHER;
    }
    String name = line.rest();
    int segment = name.indexOf(SEGMENT);
    String path = name.startsWith("/") && segment > 0 ? name.substring(0, segment) : name;
    boolean known = path.startsWith("/") || path.startsWith("[");
    if (!known && permissions.none()) {
      return Fit.NOISE;
    }
    AddressRange range = line.range(start, end);
    return range == null
        ? Fit.OTHER
        : mapping(ListedRow.of(range, permissions, 0, known ? path : ""));
  }
}
