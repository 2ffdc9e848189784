package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Permissions;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/// The records of `perf script --show-mmap-events` (`perf_event__fprintf_mmap2`). Memory without a
/// file has its address in place of an offset there, which the kernel's listing has not.
public final class PerfGrammar extends LineGrammar {
  /// The beginning of all records of mappings.
  private static final String MARK = "PERF_RECORD_MMAP";

  private static final String EXEC = "PERF_RECORD_COMM exec: ";

  /// The most characters before a record: the name of a thread, ids, a processor and a time.
  private static final int LONGEST_PREFIX = 200;

  /// The process of the kernel's own mappings.
  private static final String OF_KERNEL = " -1/";

  private static final String ANONYMOUS = "//anon";

  private long process;
  private boolean data;

  public PerfGrammar() {
    super(EnumSet.of(Lack.UNMAPPINGS, Lack.DATA_MAPPINGS));
  }

  @Override
  public PastedFormat format() {
    return PastedFormat.PERF;
  }

  /// The process of the last record.
  public long process() {
    return process;
  }

  /// Reads the next line: a mapping, the beginning of a damaged one, the head of a listing where a
  /// process starts another program, or something else.
  @Override
  public Fit read(TextLine line) {
    String beginning = line.beginning(LONGEST_PREFIX);
    int mapped = beginning.startsWith("#") ? -1 : beginning.indexOf(MARK);
    int started = beginning.indexOf(EXEC);
    if (mapped >= 0) {
      line.again().backTo(mapped + MARK.length());
      boolean second = line.skip("2");
      return line.skip(OF_KERNEL) ? Fit.OTHER : record(line, second);
    }
    if (started >= 0) {
      line.again().backTo(line.content().lastIndexOf(':') + 1);
      process = line.decimal("a process id");
      return line.expect("/").fits() ? Fit.HEAD : Fit.OTHER;
    }
    return Fit.OTHER;
  }

  /// @param second whether it is of the second version, with permissions and the file
  private Fit record(TextLine line, boolean second) {
    long pid = line.expect(" ").decimal("a process id");
    line.expect("/").decimal("a thread id");
    long start = prefixed(line.expect(": ["));
    long size = prefixed(line.expect("("));
    long offset = prefixed(line.expect(") @ "));
    Device device = Device.NONE;
    long inode = 0;
    boolean named = second && !line.skip(" <");
    if (named) {
      long major = line.gap().hexadecimal("a device");
      device = new Device((int) major, (int) line.expect(":").hexadecimal("a device"));
      inode = line.gap().unsigned("an inode number");
      line.gap().unsigned("a generation");
    } else if (second) {
      line.hexadecimals();
      line.expect(">");
    }
    line.expect("]: ");
    Permissions permissions = second ? line.permissions(4) : null;
    if (!second) {
      line.characters(1);
    }
    AddressRange range = line.range(start, start + size);
    if (range == null || !line.expect(" ").fits()) {
      return Fit.BEGINNING;
    }
    process = pid;
    note(named, permissions);
    String printed = line.rest();
    String name = printed.equals(ANONYMOUS) ? "" : printed;
    boolean file = name.startsWith("/") || inode != 0;
    long known = file && inode == 0 ? 1 : inode;
    return mapping(ListedRow.of(range, permissions, file ? offset : 0, device, known, name));
  }

  private void note(boolean named, @Nullable Permissions permissions) {
    if (!named) {
      lack(Lack.DEVICE);
      lack(Lack.INODE);
    }
    if (permissions == null) {
      lack(Lack.PERMISSIONS);
    }
    data = data || (permissions != null && !permissions.executable());
    if (data) {
      have(Lack.DATA_MAPPINGS);
    }
  }

  /// A hexadecimal number with `0x`, or a plain 0.
  private static long prefixed(TextLine line) {
    line.skip("0x");
    return line.hexadecimal("an address");
  }
}
