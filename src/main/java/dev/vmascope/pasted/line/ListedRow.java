package dev.vmascope.pasted.line;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.Permissions;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsLineFormat;
import dev.vmascope.mapping.text.RawText;
import org.jspecify.annotations.Nullable;

/// A mapping of a listing, in the kernel's form. It is a line as in `maps`, with measures as in
/// `smaps` behind it where the format has some.
public final class ListedRow {
  private static final Permissions UNKNOWN = Permissions.ofBits(0);

  private Mapping mapping;
  private @Nullable String line;
  private final StringBuilder measures = new StringBuilder(0);

  private ListedRow(Mapping mapping, @Nullable String line) {
    this.mapping = mapping;
    this.line = line;
  }

  /// A mapping in a line of the kernel.
  ///
  /// @param line the line without its newline, one character per byte
  static ListedRow ofKernel(Mapping mapping, String line) {
    return new ListedRow(mapping, line);
  }

  /// A mapping of another tool, which prints neither device nor inode.
  ///
  /// @param permissions the letters; `null` where the tool prints none
  /// @param name a path, a name in brackets, or nothing
  static ListedRow of(
      AddressRange range, @Nullable Permissions permissions, long offset, String name) {
    return of(range, permissions, offset, Device.NONE, name.startsWith("/") ? 1 : 0, name);
  }

  /// A mapping of another tool.
  static ListedRow of(
      AddressRange range,
      @Nullable Permissions permissions,
      long offset,
      Device device,
      long inode,
      String name) {
    Permissions letters = permissions == null ? UNKNOWN : permissions;
    return new ListedRow(
        new Mapping(range, letters, offset, device, inode, new RawText(name)), null);
  }

  /// The range of addresses.
  public AddressRange range() {
    return mapping.range();
  }

  /// The part of the mapping in a range within it.
  public ListedRow part(AddressRange within) {
    long skipped = within.start() - mapping.range().start();
    return new ListedRow(
        new Mapping(
            within,
            mapping.permissions(),
            mapping.inode() != 0 ? mapping.offset() + skipped : mapping.offset(),
            mapping.device(),
            mapping.inode(),
            mapping.name()),
        null);
  }

  /// Whether the mapping has an object, but no name yet.
  boolean waitsForName() {
    return mapping.inode() != 0 && mapping.name().latin1().isEmpty();
  }

  /// Whether it has measures.
  public boolean hasMeasures() {
    return !measures.isEmpty();
  }

  void name(String name) {
    mapping =
        new Mapping(
            mapping.range(),
            mapping.permissions(),
            mapping.offset(),
            mapping.device(),
            name.startsWith("/") && mapping.inode() == 0 ? 1 : mapping.inode(),
            new RawText(name));
    line = null;
  }

  /// Adds a line of measures, without its newline.
  void measure(String text) {
    measures.append(text).append('\n');
  }

  /// Adds a measure in KiB.
  void measure(String key, long kilobytes) {
    measure(key + ": " + kilobytes + " kB");
  }

  /// The lines in the kernel's form, each with its newline, one character per byte.
  public String print() {
    String head =
        line == null ? new MapsLine(mapping, MapsLineFormat.KERNEL_64).print() : line + "\n";
    return hasMeasures() ? head + measures : head;
  }
}
