package dev.vmascope.procfs;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.mapping.Device;
import dev.vmascope.mapping.KernelText;
import dev.vmascope.mapping.ListedMapping;
import dev.vmascope.mapping.MappingKind;
import java.util.List;

/// A file that a process maps, by the lines of its maps that name it.
///
/// @param path as the kernel prints it, less its ` (deleted)`, unless it is known that the file is
///   really called so
/// @param kind a file, or memory of `memfd_create(2)`
/// @param deleted whether the kernel says that no directory holds it any more
/// @param device of the maps lines, which for overlay file systems is another than that of the file
/// @param inode of the maps lines
/// @param mappings of it in ascending order, and the memory without a file right behind each, where
///   data without initial values lies
/// @param complete whether these are all
public record MappedFile(
    KernelText path,
    MappingKind kind,
    boolean deleted,
    Device device,
    long inode,
    List<ListedMapping> mappings,
    boolean complete) {
  /// What the kernel prints behind the path of an object that no directory holds.
  static final String DELETED = " (deleted)";

  public MappedFile {
    mappings = List.copyOf(mappings);
  }

  /// The same, if it is not deleted, but really called `… (deleted)`.
  MappedFile reallyNamed(KernelText name) {
    return new MappedFile(name, kind, false, device, inode, mappings, complete);
  }

  /// Its path as the listing has it, where nothing more is known of it.
  public KernelText listedPath() {
    KernelText listed = mappings.getFirst().backing().path();
    return listed == null ? path : listed;
  }

  /// Whether it may be an object that was loaded: its beginning is mapped, or some of it can be
  /// executed.
  boolean mayBeLoaded() {
    return mappings.stream()
        .filter(this::isOfFile)
        .anyMatch(listed ->
            listed.mapping().offset() == 0 || listed.mapping().permissions().executable());
  }

  /// Whether some of it can be executed.
  public boolean mayHaveCode() {
    return mappings.stream().anyMatch(listed -> listed.mapping().permissions().executable());
  }

  /// Whether a mapping maps the file, and not memory behind it.
  public boolean isOfFile(ListedMapping listed) {
    return listed.backing().kind() == kind;
  }

  /// Whether an address lies in one of the mappings.
  public boolean contains(long address) {
    return mappings.stream().anyMatch(listed -> listed.mapping().range().contains(address));
  }

  /// The first mapping of it.
  AddressRange first() {
    return mappings.getFirst().mapping().range();
  }
}
