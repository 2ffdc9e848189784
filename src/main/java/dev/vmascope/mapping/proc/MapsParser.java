package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.text.ByteLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line-by-line parser of `/proc/<pid>/maps`. It accepts the text of `show_vma_header_prefix` and
/// `show_map_vma` (`fs/proc/task_mmu.c`), and the older and 32-bit forms of it. Every byte is
/// accounted for: a line either prints back to exactly the bytes read or is malformed; names are
/// kept as they are. The kernel goes on reading at the address that it had reached (`m_start`), so
/// each line ends above the one before; a line that does not is malformed. It may start below that
/// end: a mapping that grew meanwhile comes again, from its start (`MappingReader` joins such
/// lines).
public final class MapsParser {
  /// `00001000-00002000 rw-p 00000000 00:00 0`.
  private static final int SHORTEST = 39;

  private static final byte[] PERMITTED = {'r', 'w', 'x', 's'};
  private static final byte[] NOT_PERMITTED = {'-', '-', '-', 'p'};

  private static final String ROLLUP = "[rollup]";

  private final ByteLines lines;
  private long lastEnd;

  /// The last device; one object for all that maps its files.
  private Device lastDevice = Device.NONE;

  private int hexDigits = 8;

  /// A parser at the start of a listing.
  ///
  /// @param source the name of the listing in complaints, for example `/proc/42/maps`
  public MapsParser(InputStream listing, String source) {
    this(new ByteLines(listing, source));
  }

  /// A parser of the lines that its owner does not take itself.
  public MapsParser(ByteLines lines) {
    this.lines = lines;
  }

  /// All lines of a listing.
  ///
  /// @throws MalformedException if it is not a maps listing
  public static List<MapsLine> parse(byte[] listing, String source) {
    MapsParser parser = new MapsParser(new ByteArrayInputStream(listing), source);
    List<MapsLine> parsed = new ArrayList<>();
    try {
      for (MapsLine line = parser.next(); line != null; line = parser.next()) {
        parsed.add(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(parsed);
  }

  /// A single line with its newline. No order is asked of it.
  ///
  /// @throws MalformedException if it is not one of a maps listing
  public static MapsLine parseLine(byte[] line, String source) {
    ByteLines lines = new ByteLines(line, source);
    try {
      lines.advance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new MapsParser(lines).line();
  }

  /// The next line, or `null` at the end.
  ///
  /// @throws MalformedException if the line is not one of a maps listing
  public @Nullable MapsLine next() throws IOException {
    return lines.advance(SHORTEST) ? line() : null;
  }

  /// The line at whose start the cursor stands.
  public MapsLine line() {
    if (lines.hasAt(0, '0') && lines.hasAt(16, '-')) {
      // Kernels before 2.6 on 64 bit pad to sixteen digits; then all lines that follow are padded.
      hexDigits = 16;
    }
    AddressRange range = range();
    lines.expect(' ', "a blank");
    Permissions permissions = Permissions.ofBits(lines.letters(PERMITTED, NOT_PERMITTED));
    lines.expect(' ', "a blank");
    long offset = padded(hexDigits, "an offset");
    lines.expect(' ', "a blank");
    Device device = device();
    lines.expect(' ', "a blank");
    long inode = lines.decimal("an inode number");
    int prefix = lines.column();
    int blanks = lines.skipBlanks(false);
    if (lines.hasAt(lines.column(), '\r')) {
      // No name of the kernel begins so: a tool has changed the ends of all lines.
      throw lines.malformed("the end of the line, without CR: convert the file with dos2unix");
    }
    if (blanks == 0 && !lines.atEnd()) {
      throw lines.malformed("a blank before the name");
    }
    MapsLineFormat layout =
        lines.atEnd()
            ? MapsLineFormat.unnamed(hexDigits, blanks)
            : MapsLineFormat.named(hexDigits, prefix, lines.column());
    return new MapsLine(
        new Mapping(range, permissions, offset, device, inode, lines.rest()), layout);
  }

  /// Steps over the header of a rollup, a line with the form of a mapping over all of them. It is
  /// no mapping but a span: until Linux 4.18 it goes up to the gate in the kernel half (until
  /// commit 258f669e7e88), and without any mapping it is empty.
  void span() {
    long start = padded(hexDigits, "a start address");
    lines.expect('-', "'-' between the addresses");
    long end = padded(hexDigits, "an end address");
    if (Long.compareUnsigned(start, end) > 0) {
      throw lines.malformed("an end that is not below the start before this");
    }
    lines.expect(' ', "a blank");
    lines.letters(PERMITTED, NOT_PERMITTED);
    lines.expect(' ', "a blank");
    padded(hexDigits, "an offset");
    lines.expect(' ', "a blank");
    device();
    lines.expect(' ', "a blank");
    lines.decimal("an inode number");
    lines.skipBlanks(false);
    if (!lines.rest().latin1().equals(ROLLUP)) {
      throw lines.malformed("'" + ROLLUP + "' before this");
    }
  }

  private AddressRange range() {
    long start = padded(hexDigits, "a start address");
    lines.expect('-', "'-' between the addresses");
    long end = padded(hexDigits, "an end address");
    if (!AddressRange.isRange(start, end)) {
      throw lines.malformed("a range that is not empty, and smaller than 2^63, before this");
    }
    if (Long.compareUnsigned(end, lastEnd) <= 0) {
      throw lines.malformed("a range that ends above the last one");
    }
    lastEnd = end;
    return new AddressRange(start, end);
  }

  private long padded(int least, String expected) {
    int from = lines.column();
    long value = lines.hexadecimal(expected);
    int digits = lines.column() - from;
    if (digits < least || (digits > least && lines.hasAt(from, '0'))) {
      throw lines.malformed(expected + " of at least " + least + " digits before this");
    }
    return value;
  }

  private Device device() {
    int major = deviceNumber("a major device number");
    lines.expect(':', "':' between the device numbers");
    int minor = deviceNumber("a minor device number");
    if (major == 0 && minor == 0) {
      return Device.NONE;
    }
    if (major != lastDevice.major() || minor != lastDevice.minor()) {
      lastDevice = new Device(major, minor);
    }
    return lastDevice;
  }

  private int deviceNumber(String expected) {
    long number = padded(2, expected);
    if (number >>> 32 != 0) {
      throw lines.malformed(expected + " of 32 bit before this");
    }
    return (int) number;
  }
}
