package dev.vmascope.mapping.space;

import dev.vmascope.mapping.Backing;
import dev.vmascope.mapping.MappingKind;
import dev.vmascope.mapping.VmFlag;
import dev.vmascope.mapping.proc.SmapsEntry;
import dev.vmascope.mapping.text.RawText;
import java.util.Optional;
import java.util.Set;

/// A test that distinguishes devices from files, and memory from disks, below `/dev`. It uses the
/// file system and the flags of the mapping where they are known, and the path otherwise. For a
/// device `maps` has the file system of its node, which is devtmpfs, or another one in a container;
/// regular files lie below `/dev` on hugetlbfs and tmpfs.
final class FileOrDevice {
  private static final String SHARED_MEMORY = "/dev/shm/";

  /// The usual mount point of huge pages; their size may follow.
  private static final String HUGE_PAGES = "/dev/hugepages";

  private static final String HUGETLBFS = "hugetlbfs";
  private static final String DEVTMPFS = "devtmpfs";
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "rootfs");

  private FileOrDevice() {}

  /// The backing of a mapping, if its name has been parsed already.
  ///
  /// @param named the backing by the name alone
  /// @param fileSystem the type of the file system that it lies on, if it is known
  /// @param entry the flags of the mapping, if they were read
  static Backing classify(Backing named, Optional<String> fileSystem, SmapsEntry entry) {
    RawText path = named.path();
    boolean undecided = named.kind() == MappingKind.FILE || named.kind() == MappingKind.DEVICE;
    if (path == null || !undecided) {
      return named;
    }
    if (fileSystem.equals(Optional.of(HUGETLBFS)) || entry.has(VmFlag.HUGETLB)) {
      return named.as(MappingKind.FILE);
    }
    return fileSystem.equals(Optional.of(DEVTMPFS)) || isOfDriver(entry)
        ? named.as(MappingKind.DEVICE)
        : named;
  }

  /// Whether more than the path shows that a device is one.
  static boolean isKnownDevice(UnclassifiedMapping device) {
    return device.backing().path() == null
        || device.fileSystem().equals(Optional.of(DEVTMPFS))
        || isOfDriver(device.entry());
  }

  /// Whether the flags are those of a driver's pages, which no file system gives to a mapping.
  private static boolean isOfDriver(SmapsEntry entry) {
    return entry.has(VmFlag.PURE_PFN) || entry.has(VmFlag.MEMORY_MAPPED_IO);
  }

  /// Whether the kernel says that a file is one of huge pages.
  static boolean isKnownHugetlb(UnclassifiedMapping file) {
    return file.has(VmFlag.HUGETLB) || file.fileSystem().equals(Optional.of(HUGETLBFS));
  }

  /// Whether a file lies where huge pages are usually mounted, and no fact speaks against it.
  static boolean isNamedHugetlb(UnclassifiedMapping file) {
    return file.entry().flags().isEmpty()
        && file.fileSystem().isEmpty()
        && file.mapping().device().major() == 0
        && isBelow(file, HUGE_PAGES);
  }

  /// Whether a file is POSIX shared memory, also in a container or below another root directory.
  static boolean isShared(UnclassifiedMapping file) {
    RawText path = file.backing().path();
    if (path == null || !isBelow(file, SHARED_MEMORY)) {
      return false;
    }
    return file.fileSystem()
        .map(IN_MEMORY::contains)
        .orElse(path.latin1().startsWith(SHARED_MEMORY) || file.mapping().device().major() == 0);
  }

  private static boolean isBelow(UnclassifiedMapping file, String directory) {
    RawText path = file.backing().path();
    return path != null && path.latin1().contains(directory);
  }
}
