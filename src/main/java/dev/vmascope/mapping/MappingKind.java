package dev.vmascope.mapping;

import java.util.Arrays;
import java.util.Optional;

/// The kind of a mapped object, as the kernel names it.
public enum MappingKind {
  /// A file of a file system, POSIX shared memory in `/dev/shm` included.
  FILE("file"),
  /// `[heap]`: overlaps the program break.
  HEAP("heap"),
  /// `[stack]`: the main thread's; `[stack:TID]` on Linux 3.4 to 4.4.
  STACK("stack"),
  /// Private memory without a file, named (`[anon:NAME]`) or not; also a private mapping of
  /// `/dev/zero`.
  ANONYMOUS("anonymous"),
  /// Shared memory without a name: `/dev/zero (deleted)`, `[anon_shmem:NAME]`.
  SHARED_ANONYMOUS("shared-anonymous"),
  /// `memfd_create(2)`.
  MEMFD("memfd"),
  /// A System V shared memory segment.
  SYSV("sysv"),
  /// Anonymous memory of huge pages (`MAP_HUGETLB`).
  HUGETLB("hugetlb"),
  /// A device or a socket.
  DEVICE("device"),
  /// An anonymous inode: perf events, io_uring, BPF maps.
  ANON_INODE("anon-inode"),
  /// The kernel's own pages: `[vdso]`, `[vvar]`, `[vsyscall]`, `[uprobes]`.
  KERNEL("kernel"),
  /// Another object, with the name that the kernel gives it.
  OTHER("other");

  private final String text;

  MappingKind(String text) {
    this.text = text;
  }

  /// The kind of this word, if there is one.
  public static Optional<MappingKind> of(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
  }

  /// The word that clients see.
  @Override
  public String toString() {
    return text;
  }
}
