package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Permissions;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The segments that `valgrind -d -d` shows (`aspacemgr-linux.c`). The end is the last address,
/// names stand in a table before the segments, and sizes above ten million bytes are rounded. Free
/// and reserved segments are no mappings.
public final class ValgrindGrammar extends LineGrammar {
  private static final String MARK = ": aspacem ";

  /// The width of the kind of a segment, such as `FILE` (of Valgrind) or `file` (of the program).
  private static final int KIND = 4;

  private final Map<String, String> names = new HashMap<>();

  public ValgrindGrammar() {
    super(EnumSet.of(Lack.SHARING, Lack.NAMES));
  }

  @Override
  public PastedFormat format() {
    return PastedFormat.VALGRIND;
  }

  @Override
  public Fit read(TextLine line) {
    line.blanks().expect("--").decimal("a process id");
    line.expect(":").decimal("a level");
    if (!line.expect(MARK).blanks().fits()) {
      return Fit.OTHER;
    }
    if (line.skip("<<< SHOW_SEGMENTS")) {
      names.clear();
      return Fit.HEAD;
    }
    if (line.skip("(")) {
      return name(line);
    }
    line.decimal("the number of a segment");
    String kind = line.expect(": ").characters(KIND);
    return switch (kind) {
      case "    ", "RSVN" -> line.fits() ? Fit.NOISE : Fit.OTHER;
      case "FILE", "file" -> file(line.gap());
      case "ANON", "anon", "SHM ", "shm " -> memory(line.gap());
      default -> Fit.OTHER;
    };
  }

  /// A name: slot, position in the table, number of users.
  private Fit name(TextLine line) {
    long slot = line.decimal("the slot of a name");
    long position = line.expect(",").decimal("the position of a name");
    line.expect(",").decimal("a number of users");
    if (!line.expect(") ").fits()) {
      return Fit.OTHER;
    }
    names.put(slot + "," + position, line.rest());
    return Fit.NOISE;
  }

  private Fit memory(TextLine line) {
    AddressRange range = range(line);
    Permissions permissions = permissions(line);
    return range == null || permissions == null || !line.blanks().atEnd()
        ? Fit.OTHER
        : mapping(ListedRow.of(range, permissions, 0, Device.NONE, 0, ""));
  }

  private Fit file(TextLine line) {
    AddressRange range = range(line);
    Permissions permissions = permissions(line);
    long device = line.gap().expect("d=0x").hexadecimal("a device");
    long inode = line.gap().expect("i=").unsigned("an inode number");
    long offset = line.gap().expect("o=").unsigned("an offset");
    long slot = line.gap().expect("(").decimal("the slot of a name");
    long position = line.expect(",").decimal("the position of a name");
    line.expect(")");
    if (range == null || permissions == null || !line.fits()) {
      return Fit.OTHER;
    }
    String path = names.getOrDefault(slot + "," + position, "");
    Device file =
        new Device(
            (int) ((device >>> 8) & 0xfff), (int) ((device & 0xff) | ((device >>> 12) & 0xfff00)));
    return mapping(
        ListedRow.of(range, permissions, offset, file, inode, path.startsWith("/") ? path : ""));
  }

  private static @Nullable AddressRange range(TextLine line) {
    long start = line.hexadecimal("an address");
    long last = line.expect("-").hexadecimal("an address");
    AddressRange range = line.range(start, last + 1);
    line.gap();
    int column = line.at();
    long size = line.decimal("a size");
    boolean rounded = "kmgtpe".indexOf(line.peek()) >= 0 && !line.atEnd();
    if (rounded) {
      line.characters(1);
    } else if (line.fits() && range != null && range.sizeBytes() != size) {
      line.failAt(column, "the size of the range");
    }
    line.gap();
    return line.fits() ? range : null;
  }

  /// The letters, and two more: has it been translated, and is it a heap of the program.
  private static @Nullable Permissions permissions(TextLine line) {
    Permissions permissions = line.permissions(3);
    for (char letter : new char[] {'T', 'H'}) {
      if (line.fits() && line.peek() != '-' && line.peek() != letter) {
        line.fail("'" + letter + "' or '-'");
      }
      line.characters(1);
    }
    return line.fits() ? permissions : null;
  }
}
