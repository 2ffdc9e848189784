package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.UsageField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;

/// The lines of `pmap -X` and `-XX`. Their columns are as the head names them, the measures of
/// `smaps` among them. Flags (`VmFlags`) contain blanks: they are passed.
public final class PmapColumnsGrammar extends LineGrammar {
  private static final int MOST_COLUMNS = 64;

  private List<String> columns = List.of();

  public PmapColumnsGrammar() {
    super(EnumSet.noneOf(Lack.class));
  }

  @Override
  public PastedFormat format() {
    return PastedFormat.PMAP_XX;
  }

  @Override
  public Fit read(TextLine line) {
    if (line.blanks().skip("Address ")) {
      columns = head(line);
      return Fit.HEAD;
    }
    return columns.isEmpty() ? Fit.OTHER : row(line.again().blanks());
  }

  /// The columns behind the address; none where they are not those of `-X`.
  private static List<String> head(TextLine line) {
    List<String> names = new ArrayList<>();
    while (!line.blanks().atEnd() && names.size() < MOST_COLUMNS) {
      names.add(line.word());
    }
    boolean fits =
        names.size() > 5
            && names.getFirst().equals("Perm")
            && names.contains("Size")
            && names.getLast().equals("Mapping")
            && new HashSet<>(names).size() == names.size();
    return fits ? List.copyOf(names) : List.of();
  }

  private Fit row(TextLine line) {
    long start = line.hexadecimal("an address");
    Permissions permissions = null;
    long offset = 0;
    Device device = Device.NONE;
    long inode = 0;
    long kilobytes = 0;
    List<String> measures = new ArrayList<>();
    for (String column : columns.subList(0, columns.size() - 1)) {
      line.gap();
      switch (column) {
        case "Perm" -> permissions = line.permissions(4);
        case "Offset" -> offset = line.hexadecimal("an offset");
        case "Device" -> {
          long major = line.hexadecimal("a device");
          device = new Device((int) major, (int) line.expect(":").hexadecimal("a device"));
        }
        case "Inode" -> inode = line.unsigned("an inode number");
        case "Size" -> kilobytes = line.decimal("a size");
        case "VmFlags" -> flags(line);
        default -> measure(column, line.decimal("a number"), measures);
      }
      if (!line.fits()) {
        return Fit.OTHER;
      }
    }
    AddressRange range = line.range(start, start + kilobytes * 1024);
    if (range == null || permissions == null || (!line.atEnd() && line.peek() != ' ')) {
      return Fit.OTHER;
    }
    ListedRow row =
        ListedRow.of(range, permissions, offset, device, inode, name(line.rest(), inode));
    measures.forEach(row::measure);
    return mapping(row);
  }

  private static void measure(String column, long number, List<String> measures) {
    if (UsageField.ofKey(column).isPresent()) {
      measures.add(column + ": " + number + " kB");
    } else if (column.equals("THPeligible") || column.equals("ProtectionKey")) {
      measures.add(column + ": " + Math.min(number, Integer.MAX_VALUE));
    }
  }

  /// Steps over pairs of small letters or digits.
  private static void flags(TextLine line) {
    int end = line.at();
    while (isFlag(line.word())) {
      end = line.at();
      line.blanks();
    }
    line.backTo(end);
  }

  private static boolean isFlag(String word) {
    return word.length() == 2
        && word.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  private String name(String printed, long inode) {
    if (inode == 0 || printed.isEmpty() || printed.startsWith("/") || printed.startsWith("[")) {
      return printed;
    }
    lack(Lack.FOLDERS);
    return "/" + printed;
  }
}
