package dev.vmascope.mapping;

import java.util.Optional;
import java.util.Set;

/// Tells devices from files, and memory from disks, for what lies below `/dev`: by the file system
/// that holds it and by the flags of the mapping where they are known, and by its path else. For a
/// device maps has the file system of its node, which is devtmpfs, or another one in a container;
/// regular files lie below `/dev` on hugetlbfs and tmpfs.
final class FileOrDevice {
  private static final String SHARED_MEMORY = "/dev/shm/";

  /// Where huge pages are mounted, with what may follow for their size.
  private static final String HUGE_PAGES = "/dev/hugepages";

  private static final String HUGETLBFS = "hugetlbfs";
  private static final String DEVTMPFS = "devtmpfs";
  private static final Set<String> IN_MEMORY = Set.of("tmpfs", "ramfs", "rootfs");

  private FileOrDevice() {}

  /// What a mapping maps, if its name has been read already.
  ///
  /// @param named what the name says
  /// @param fileSystem the type of the file system that it lies on, if it is known
  /// @param flags of the mapping, if they were read
  static Backing tell(Backing named, Optional<String> fileSystem, Optional<VmFlags> flags) {
    KernelText path = named.path();
    boolean undecided = named.kind() == MappingKind.FILE || named.kind() == MappingKind.DEVICE;
    if (path == null || !undecided || (fileSystem.isEmpty() && flags.isEmpty())) {
      return named;
    }
    if (fileSystem.equals(Optional.of(HUGETLBFS)) || has(flags, VmFlag.HUGETLB)) {
      return named.as(MappingKind.FILE);
    }
    return fileSystem.equals(Optional.of(DEVTMPFS)) || isOfDriver(flags)
        ? named.as(MappingKind.DEVICE)
        : named;
  }

  /// Whether a device is one by more than its path.
  static boolean isKnownDevice(Candidate device) {
    return device.backing().path() == null
        || device.fileSystem().equals(Optional.of(DEVTMPFS))
        || isOfDriver(device.entry().flags());
  }

  /// No file system of files gives a mapping such pages.
  private static boolean isOfDriver(Optional<VmFlags> flags) {
    return has(flags, VmFlag.PURE_PFN) || has(flags, VmFlag.MEMORY_MAPPED_IO);
  }

  private static boolean has(Optional<VmFlags> flags, VmFlag flag) {
    return flags.map(all -> all.has(flag)).orElse(false);
  }

  /// Whether a file is one of huge pages, as the kernel says.
  static boolean isKnownHugetlb(Candidate file) {
    return file.has(VmFlag.HUGETLB) || file.fileSystem().equals(Optional.of(HUGETLBFS));
  }

  /// Whether a file lies where huge pages are mounted as a rule, and nothing says that it is none.
  static boolean isNamedHugetlb(Candidate file) {
    return file.entry().flags().isEmpty()
        && file.fileSystem().isEmpty()
        && file.mapping().device().major() == 0
        && isBelow(file, HUGE_PAGES);
  }

  /// Whether a file is POSIX shared memory, also of a container or below another root directory.
  static boolean isShared(Candidate file) {
    KernelText path = file.backing().path();
    if (path == null || !isBelow(file, SHARED_MEMORY)) {
      return false;
    }
    return file.fileSystem()
        .map(IN_MEMORY::contains)
        .orElse(path.latin1().startsWith(SHARED_MEMORY) || file.mapping().device().major() == 0);
  }

  private static boolean isBelow(Candidate file, String directory) {
    KernelText path = file.backing().path();
    return path != null && path.latin1().contains(directory);
  }
}
