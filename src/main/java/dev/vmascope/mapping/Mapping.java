package dev.vmascope.mapping;

import dev.vmascope.mapping.text.RawText;

/// A line of `/proc/<pid>/maps`: a range of addresses and the mapped object.
///
/// @param offset offset into the object, in bytes; unsigned, a driver may put a cookie here
/// @param device of the file system that holds the object; `00:00` for none
/// @param inode of the object, unsigned; 0 for none, though the first SysV segment of a boot has 0
///   as well
/// @param name the text behind the inode, byte for byte; empty where the kernel prints nothing
public record Mapping(
    AddressRange range,
    Permissions permissions,
    long offset,
    Device device,
    long inode,
    RawText name) {

  /// The size in bytes.
  public long sizeBytes() {
    return range.sizeBytes();
  }

  /// Whether this maps the same offset of the same object as another, with the same permissions.
  public boolean isOfSameObject(Mapping other) {
    return range.equals(other.range)
        && permissions.equals(other.permissions)
        && offset == other.offset
        && device.equals(other.device)
        && inode == other.inode;
  }

  /// The part from an address on, which must lie in the mapping.
  public Mapping from(long start) {
    AddressRange part = new AddressRange(start, range.end());
    boolean hasOffset = offset != 0 || inode != 0 || !device.none();
    long partOffset = hasOffset ? offset + (start - range.start()) : 0;
    return new Mapping(part, permissions, partOffset, device, inode, name);
  }

  /// The mapped object, as far as the line shows it.
  public Backing backing() {
    return Backing.of(this);
  }

  /// Whether this is the gate mapping `[vsyscall]`, which lies in the kernel's half of the address
  /// space and which the kernel does not count when it enforces `vm.max_map_count`.
  public boolean isGate() {
    return name.latin1().equals("[vsyscall]") && device.none();
  }
}
