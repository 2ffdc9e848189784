package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Permissions;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/// The lines of `pmap`, `pmap -x` and `pmap -d` (procps 3.2 to 4.0, `pmap.c`). They have the start,
/// the size in KiB, and five letters, of which the fifth is `R` for memory without reservation.
public final class PmapGrammar extends LineGrammar {
  private final PastedFormat format;

  /// @param format one of the three
  public PmapGrammar(PastedFormat format) {
    super(
        format == PastedFormat.PMAP_D
            ? EnumSet.of(Lack.INODE, Lack.NAMES)
            : EnumSet.of(Lack.OFFSET, Lack.DEVICE, Lack.INODE, Lack.NAMES));
    this.format = format;
  }

  @Override
  public PastedFormat format() {
    return format;
  }

  @Override
  public Fit read(TextLine line) {
    long start = line.blanks().hexadecimal("an address");
    if (line.at() < 8) {
      line.fail("an address of at least 8 digits");
    }
    long kilobytes = line.gap().decimal("a size");
    boolean plain = format == PastedFormat.PMAP;
    if (plain) {
      line.expect("K");
    }
    line.gap();
    long resident = 0;
    if (format == PastedFormat.PMAP_X) {
      resident = line.decimal("a resident size");
      line.gap().decimal("a dirty size");
      line.gap();
    }
    Permissions permissions = permissions(line);
    long offset = 0;
    Device device = Device.NONE;
    if (format == PastedFormat.PMAP_D) {
      offset = line.gap().hexadecimal("an offset");
      device = device(line.gap());
    }
    AddressRange range = line.range(start, start + kilobytes * 1024);
    if (range == null || permissions == null || (!line.atEnd() && line.peek() != ' ')) {
      return Fit.OTHER;
    }
    String name = name(line.rest());
    ListedRow row =
        ListedRow.of(range, permissions, offset, device, name.startsWith("/") ? 1 : 0, name);
    if (format == PastedFormat.PMAP_X) {
      row.measure("Rss", resident);
    }
    return mapping(row);
  }

  private static @Nullable Permissions permissions(TextLine line) {
    Permissions four = line.permissions(4);
    if (!line.skip("-") && !line.skip("R")) {
      line.fail("'R' or '-'");
    }
    return line.fits() ? four : null;
  }

  private static Device device(TextLine line) {
    long major = line.hexadecimal("a device");
    long minor = line.expect(":").hexadecimal("a device");
    return new Device((int) major, (int) minor);
  }

  /// The name in the kernel's form. A file has only the last part of its path, unless `-p` was
  /// given.
  private String name(String printed) {
    String name = printed.equals("[ anon ]") ? "" : printed;
    if (name.equals("[ stack ]")) {
      return "[stack]";
    }
    return withFolder(name);
  }

  private String withFolder(String name) {
    if (name.isEmpty() || name.startsWith("/") || name.startsWith("[")) {
      return name;
    }
    lack(Lack.FOLDERS);
    return "/" + name;
  }
}
