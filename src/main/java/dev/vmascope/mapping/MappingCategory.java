package dev.vmascope.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a mapping is used for: finer than [MappingKind], and partly a guess. Every mapping has
/// exactly one, so totals by category add up.
public enum MappingCategory {
  /// A file, executable.
  CODE,
  /// A private mapping of a file that can be read only.
  READ_ONLY_DATA,
  /// A private mapping of a file that can be written: the changes stay in memory.
  DATA,
  /// Any other mapping of a file.
  FILE,
  /// What `brk(2)` gives, and the heap of Go.
  HEAP,
  /// The stack of the main thread.
  STACK,
  /// The stack of another thread.
  THREAD_STACK,
  /// No access, below a stack: an overflow ends in a segmentation fault.
  GUARD,
  /// One of glibc's heaps for threads (`malloc/arena.c`).
  GLIBC_ARENA,
  /// The heap of a Java virtual machine, with what it has set aside for it.
  JAVA_HEAP,
  /// What a Java virtual machine knows of classes, class space included, with what it has set aside
  /// for it.
  JAVA_METASPACE,
  /// The code that a Java virtual machine generates, with what it has set aside for it.
  JAVA_CODE,
  /// What else a Java virtual machine is known to have mapped for itself: archives of classes,
  /// tables of its collector, counters.
  JAVA_OTHER,
  /// Private memory that can be executed: generated code, of JavaScript, .NET and others.
  JIT,
  /// Address space without access, set aside for later.
  RESERVED,
  /// Private memory without a file that nothing more is known of.
  ANONYMOUS,
  /// Memory made to be shared: anonymous, memfd, SysV, files below `/dev/shm`.
  SHARED_MEMORY,
  /// Huge pages of hugetlbfs.
  HUGETLB,
  /// A device or a socket.
  DEVICE,
  /// The kernel's own pages in the process, such as `[vdso]`.
  KERNEL,
  /// None of these.
  OTHER;

  private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /// The category of this text, if there is one.
  public static Optional<MappingCategory> of(String text) {
    return Arrays.stream(values()).filter(category -> category.text.equals(text)).findFirst();
  }

  /// The word that clients see.
  @Override
  public String toString() {
    return text;
  }
}
