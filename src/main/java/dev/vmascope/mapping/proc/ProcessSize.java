package dev.vmascope.mapping.proc;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The sizes of a process that the kernel keeps ready, in display order. Each is one line of
/// `/proc/<pid>/status` (`task_mem`, `fs/proc/task_mmu.c`).
public enum ProcessSize {
  /// All mappings together.
  VIRTUAL("virtualBytes", "VmSize"),
  /// In memory: anonymous, file and shared memory together. Counted in batches, so it may lag.
  RESIDENT("residentBytes", "VmRSS"),
  /// In memory, anonymous; Linux 4.5.
  ANONYMOUS("anonymousBytes", "RssAnon"),
  /// In memory, pages of files; Linux 4.5.
  FILE("fileBytes", "RssFile"),
  /// In memory, shared memory: SysV, tmpfs, shared anonymous; Linux 4.5.
  SHARED_MEMORY("sharedMemoryBytes", "RssShmem"),
  /// Swapped out anonymous memory; swapped shared memory is not in it.
  SWAP("swapBytes", "VmSwap"),
  /// Locked in memory by `mlock(2)`.
  LOCKED("lockedBytes", "VmLck"),
  /// The page tables themselves.
  PAGE_TABLE("pageTableBytes", "VmPTE"),
  /// Writable private memory, without the stack and without reservations.
  DATA("dataBytes", "VmData"),
  /// Huge pages of hugetlbfs, which [#RESIDENT] leaves out; Linux 4.4.
  HUGETLB("hugetlbBytes", "HugetlbPages"),
  /// The largest that [#VIRTUAL] has been.
  PEAK_VIRTUAL("peakVirtualBytes", "VmPeak"),
  /// The largest that [#RESIDENT] has been.
  PEAK_RESIDENT("peakResidentBytes", "VmHWM");

  /// All sizes, in order.
  public static final List<ProcessSize> ALL = List.of(values());

  private final String field;
  private final String statusKey;

  ProcessSize(String field, String statusKey) {
    this.field = field;
    this.statusKey = statusKey;
  }

  /// The size with this field name in answers.
  public static Optional<ProcessSize> ofField(String field) {
    return Arrays.stream(values()).filter(size -> size.field.equals(field)).findFirst();
  }

  /// The field name in answers.
  public String field() {
    return field;
  }

  /// The position in [#ALL].
  @SuppressWarnings("EnumOrdinal") // nothing stores it
  int index() {
    return ordinal();
  }

  /// The key in `/proc/<pid>/status`, without the colon.
  public String statusKey() {
    return statusKey;
  }
}
