package dev.vmascope.mapping;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The measures of the usage of a mapping, in display order. Each is one line of
/// `/proc/<pid>/smaps` (`__show_smap` and `show_smap`, `fs/proc/task_mmu.c`); `smaps_rollup` has
/// most of them for the whole address space.
public enum UsageField {
  /// In memory. Huge pages of hugetlbfs are not in it.
  RESIDENT("residentBytes", "Rss", "2.6.14"),
  /// In memory, each page divided by the number of processes that map it.
  PROPORTIONAL("proportionalBytes", "Pss", "2.6.25"),
  /// The dirty part of [#PROPORTIONAL].
  PROPORTIONAL_DIRTY("proportionalDirtyBytes", "Pss_Dirty", "6.0"),
  /// The part of [#PROPORTIONAL] that is anonymous; `smaps_rollup` only.
  PROPORTIONAL_ANONYMOUS("proportionalAnonymousBytes", "Pss_Anon", "5.3"),
  /// The part of [#PROPORTIONAL] that is pages of files; `smaps_rollup` only.
  PROPORTIONAL_FILE("proportionalFileBytes", "Pss_File", "5.3"),
  /// The part of [#PROPORTIONAL] that is shared memory; `smaps_rollup` only.
  PROPORTIONAL_SHARED_MEMORY("proportionalSharedMemoryBytes", "Pss_Shmem", "5.3"),
  /// Mapped by others too, unchanged since it was read in.
  SHARED_CLEAN("sharedCleanBytes", "Shared_Clean", "2.6.14"),
  /// Mapped by others too, changed.
  SHARED_DIRTY("sharedDirtyBytes", "Shared_Dirty", "2.6.14"),
  /// Mapped by this process alone, unchanged since it was read in.
  PRIVATE_CLEAN("privateCleanBytes", "Private_Clean", "2.6.14"),
  /// Mapped by this process alone, changed.
  PRIVATE_DIRTY("privateDirtyBytes", "Private_Dirty", "2.6.14"),
  /// Marked as used since the marks were last cleared.
  REFERENCED("referencedBytes", "Referenced", "2.6.22"),
  /// Belongs to no file, pages of private file mappings that were written to included.
  ANONYMOUS("anonymousBytes", "Anonymous", "2.6.37"),
  /// Merged with equal pages by KSM; its zero pages are not in it.
  KSM("ksmBytes", "KSM", "6.7"),
  /// Given up with `MADV_FREE` and not yet reclaimed; may be too small.
  LAZY_FREE("lazyFreeBytes", "LazyFree", "4.12"),
  /// Anonymous memory in transparent huge pages of the size of a page middle directory.
  ANONYMOUS_HUGE("anonHugeBytes", "AnonHugePages", "2.6.38"),
  /// Shared memory in such huge pages.
  SHARED_MEMORY_HUGE("shmemPmdMappedBytes", "ShmemPmdMapped", "4.8"),
  /// Pages of files in such huge pages.
  FILE_HUGE("filePmdMappedBytes", "FilePmdMapped", "5.4"),
  /// Huge pages of hugetlbfs that others map too; not in [#RESIDENT].
  SHARED_HUGETLB("sharedHugetlbBytes", "Shared_Hugetlb", "4.4"),
  /// Huge pages of hugetlbfs of this process alone; not in [#RESIDENT].
  PRIVATE_HUGETLB("privateHugetlbBytes", "Private_Hugetlb", "4.4"),
  /// Swapped out; of shared memory, what is swapped out of the object.
  SWAP("swapBytes", "Swap", "2.6.26"),
  /// Swapped out, divided by the number of processes; shared memory is not in it.
  SWAP_PROPORTIONAL("swapProportionalBytes", "SwapPss", "4.3"),
  /// The proportional size of what is locked in memory.
  LOCKED("lockedBytes", "Locked", "2.6.39"),
  /// The page size that the kernel uses for the mapping; `smaps` only.
  KERNEL_PAGE("kernelPageBytes", "KernelPageSize", "2.6.29"),
  /// The page size that the memory management unit uses; `smaps` only.
  MMU_PAGE("mmuPageBytes", "MMUPageSize", "2.6.29");

  /// All fields, in order.
  public static final List<UsageField> ALL = List.of(values());

  private static final Map<String, UsageField> BY_KEY = new HashMap<>();

  static {
    ALL.forEach(field -> BY_KEY.put(field.key, field));
  }

  private final String field;
  private final String key;
  private final String since;

  UsageField(String field, String key, String since) {
    this.field = field;
    this.key = key;
    this.since = since;
  }

  /// The measure with this key in the kernel's text, without the colon.
  public static Optional<UsageField> ofKey(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }

  /// The measure with this field name in answers.
  public static Optional<UsageField> ofField(String field) {
    return Arrays.stream(values()).filter(known -> known.field.equals(field)).findFirst();
  }

  /// The slot in a [Usage].
  @SuppressWarnings("EnumOrdinal") // an array by field, which nothing stores or sends
  public int slot() {
    return ordinal();
  }

  /// The field name in answers.
  public String field() {
    return field;
  }

  /// The key in the kernel's text, without the colon.
  public String key() {
    return key;
  }

  /// The first version of Linux that has it.
  public String since() {
    return since;
  }

  /// Whether `smaps` never has it.
  public boolean onlyInRollup() {
    return this == PROPORTIONAL_ANONYMOUS
        || this == PROPORTIONAL_FILE
        || this == PROPORTIONAL_SHARED_MEMORY;
  }

  /// Whether the measure shows how a mapping is aligned within the 2 MiB of a page middle
  /// directory: if all memory that can lie in huge pages does, the rest is what lies outside their
  /// borders.
  public boolean tellsAlignment() {
    return this == ANONYMOUS_HUGE || this == SHARED_MEMORY_HUGE || this == FILE_HUGE;
  }

  /// Whether sums of it over mappings are meaningful.
  public boolean isSize() {
    return this != KERNEL_PAGE && this != MMU_PAGE;
  }
}
