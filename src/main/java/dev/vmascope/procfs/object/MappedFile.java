package dev.vmascope.procfs.object;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.text.RawText;
import java.util.List;

/// A file that a process maps, with all lines of its maps that name it.
///
/// @param path the path as the kernel prints it, without ` (deleted)`, unless the file is known to
///   have that name
/// @param kind a file, or memory of `memfd_create(2)`
/// @param deleted whether the kernel marks it as deleted: no directory entry is left
/// @param device the device in maps; on overlay file systems it differs from that of the file
/// @param inode the inode number in maps
/// @param mappings its mappings in ascending order, each followed by the anonymous memory right
///   behind it, which holds uninitialised data
/// @param complete whether these are all its mappings
public record MappedFile(
    RawText path,
    MappingKind kind,
    boolean deleted,
    Device device,
    long inode,
    List<ClassifiedMapping> mappings,
    boolean complete) {
  /// The suffix that the kernel prints behind the path of a deleted file.
  static final String DELETED = " (deleted)";

  public MappedFile {
    mappings = List.copyOf(mappings);
  }

  /// The same file, if it is not deleted, but has a name that ends in ` (deleted)`.
  MappedFile reallyNamed(RawText name) {
    return new MappedFile(name, kind, false, device, inode, mappings, complete);
  }

  /// The path as in the listing, where no more is known of it.
  public RawText listedPath() {
    RawText listed = mappings.getFirst().backing().path();
    return listed == null ? path : listed;
  }

  /// Whether it may be a loaded object: its beginning is mapped, or part of it is executable.
  boolean mayBeLoaded() {
    return mappings.stream()
        .filter(this::isOfFile)
        .anyMatch(listed ->
            listed.mapping().offset() == 0 || listed.mapping().permissions().executable());
  }

  /// Whether part of it is executable.
  public boolean mayHaveCode() {
    return mappings.stream().anyMatch(listed -> listed.mapping().permissions().executable());
  }

  /// Whether a mapping maps the file itself, and not memory behind it.
  public boolean isOfFile(ClassifiedMapping listed) {
    return listed.backing().kind() == kind;
  }

  /// Whether an address lies in one of the mappings.
  public boolean contains(long address) {
    return mappings.stream().anyMatch(listed -> listed.mapping().range().contains(address));
  }

  /// The address range of its first mapping.
  AddressRange first() {
    return mappings.getFirst().mapping().range();
  }
}
