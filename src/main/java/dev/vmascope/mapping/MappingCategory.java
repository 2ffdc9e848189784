package dev.vmascope.mapping;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The use of a mapping: finer than [MappingKind], and partly a guess. Every mapping has exactly
/// one category, so totals by category add up.
public enum MappingCategory {
  /// A file, executable.
  CODE,
  /// A private, read-only mapping of a file.
  READ_ONLY_DATA,
  /// A private, writable mapping of a file: the changes stay in memory.
  DATA,
  /// Any other mapping of a file.
  FILE,
  /// The heap of `brk(2)`, and the heap of Go.
  HEAP,
  /// The stack of the main thread.
  STACK,
  /// The stack of another thread.
  THREAD_STACK,
  /// No access, below a stack: an overflow ends in a segmentation fault.
  GUARD,
  /// One of glibc's heaps for threads (`malloc/arena.c`).
  GLIBC_ARENA,
  /// The heap of a Java virtual machine, with the memory reserved for it.
  JAVA_HEAP,
  /// The class metadata of a Java virtual machine, class space included, with the memory reserved
  /// for it.
  JAVA_METASPACE,
  /// The generated code of a Java virtual machine, with the memory reserved for it.
  JAVA_CODE,
  /// Other memory that a Java virtual machine has mapped for itself: archives of classes, tables of
  /// its collector, counters.
  JAVA_OTHER,
  /// Private executable memory: generated code, of JavaScript, .NET and others.
  JIT,
  /// Address space without access, set aside for later.
  RESERVED,
  /// Private memory without a file and without a known use.
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

  /// The category of this word, if there is one.
  public static Optional<MappingCategory> of(String text) {
    return Arrays.stream(values()).filter(category -> category.text.equals(text)).findFirst();
  }

  /// The word that clients see.
  @Override
  public String toString() {
    return text;
  }
}
