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
  RESIDENT(
      "residentBytes", "Rss", "2.6.14", "Resident set size (Rss), without huge pages of hugetlbfs"),
  PROPORTIONAL(
      "proportionalBytes",
      "Pss",
      "2.6.25",
      "Proportional set size: each resident page divided by the number of its mappings (Pss)"),
  PROPORTIONAL_DIRTY(
      "proportionalDirtyBytes",
      "Pss_Dirty",
      "6.0",
      "The dirty part of proportionalBytes (Pss_Dirty, Linux 6.0)"),
  PROPORTIONAL_ANONYMOUS(
      "proportionalAnonymousBytes",
      "Pss_Anon",
      "5.3",
      "The anonymous part of proportionalBytes (Pss_Anon, Linux 5.3); rollup only"),
  PROPORTIONAL_FILE(
      "proportionalFileBytes",
      "Pss_File",
      "5.3",
      "The part of proportionalBytes in files (Pss_File, Linux 5.3); rollup only"),
  PROPORTIONAL_SHARED_MEMORY(
      "proportionalSharedMemoryBytes",
      "Pss_Shmem",
      "5.3",
      "The part of proportionalBytes in shared memory (Pss_Shmem, Linux 5.3); rollup only"),
  SHARED_CLEAN(
      "sharedCleanBytes",
      "Shared_Clean",
      "2.6.14",
      "Unchanged pages that others map too (Shared_Clean)"),
  SHARED_DIRTY(
      "sharedDirtyBytes",
      "Shared_Dirty",
      "2.6.14",
      "Changed pages that others map too (Shared_Dirty)"),
  PRIVATE_CLEAN(
      "privateCleanBytes",
      "Private_Clean",
      "2.6.14",
      "Unchanged pages that only this process maps (Private_Clean)"),
  PRIVATE_DIRTY(
      "privateDirtyBytes",
      "Private_Dirty",
      "2.6.14",
      "Changed pages that only this process maps (Private_Dirty)"),
  REFERENCED(
      "referencedBytes",
      "Referenced",
      "2.6.22",
      "Memory used since the referenced bits were last cleared (Referenced)"),
  /// Pages of private file mappings that were written to are in it.
  ANONYMOUS("anonymousBytes", "Anonymous", "2.6.37", "Memory that belongs to no file (Anonymous)"),
  /// The zero pages of KSM are not in it.
  KSM("ksmBytes", "KSM", "6.7", "Pages merged with equal pages (KSM, Linux 6.7)"),
  /// May be too small.
  LAZY_FREE(
      "lazyFreeBytes",
      "LazyFree",
      "4.12",
      "Memory released with MADV_FREE, not reclaimed yet (LazyFree, Linux 4.12)"),
  /// Huge pages of the size of a page middle directory, here and in the next two.
  ANONYMOUS_HUGE(
      "anonHugeBytes",
      "AnonHugePages",
      "2.6.38",
      "Anonymous memory in transparent huge pages (AnonHugePages)"),
  SHARED_MEMORY_HUGE(
      "shmemPmdMappedBytes",
      "ShmemPmdMapped",
      "4.8",
      "Shared memory in huge pages (ShmemPmdMapped)"),
  FILE_HUGE(
      "filePmdMappedBytes",
      "FilePmdMapped",
      "5.4",
      "Files in huge pages (FilePmdMapped, Linux 5.4)"),
  /// Not in [#RESIDENT].
  SHARED_HUGETLB(
      "sharedHugetlbBytes",
      "Shared_Hugetlb",
      "4.4",
      "Huge pages of hugetlbfs that others map too (Shared_Hugetlb)"),
  /// Not in [#RESIDENT].
  PRIVATE_HUGETLB(
      "privateHugetlbBytes",
      "Private_Hugetlb",
      "4.4",
      "Huge pages of hugetlbfs of this process alone (Private_Hugetlb)"),
  SWAP(
      "swapBytes",
      "Swap",
      "2.6.26",
      "Swapped-out memory (Swap); of shared memory, the swapped-out part of the object"),
  /// Shared memory is not in it.
  SWAP_PROPORTIONAL(
      "swapProportionalBytes",
      "SwapPss",
      "4.3",
      "Swapped-out memory, divided by the number of processes that share it (SwapPss, Linux 4.3)"),
  LOCKED("lockedBytes", "Locked", "2.6.39", "Proportional set size of locked memory (Locked)"),
  KERNEL_PAGE(
      "kernelPageBytes",
      "KernelPageSize",
      "2.6.29",
      "The kernel's page size for the mapping (KernelPageSize)"),
  MMU_PAGE(
      "mmuPageBytes",
      "MMUPageSize",
      "2.6.29",
      "The processor's page size for the mapping (MMUPageSize)");

  /// All fields, in order.
  public static final List<UsageField> ALL = List.of(values());

  private static final Map<String, UsageField> BY_KEY = new HashMap<>();

  static {
    ALL.forEach(field -> BY_KEY.put(field.key, field));
  }

  private final String field;
  private final String key;
  private final String since;
  private final String description;

  /// @param field the name in answers
  /// @param key the key in the kernel's text
  /// @param since the first version of Linux that has it
  /// @param description the meaning, for the API description
  UsageField(String field, String key, String since, String description) {
    this.field = field;
    this.key = key;
    this.since = since;
    this.description = description;
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

  /// The meaning, for the API description.
  public String description() {
    return description;
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
  public boolean showsAlignment() {
    return this == ANONYMOUS_HUGE || this == SHARED_MEMORY_HUGE || this == FILE_HUGE;
  }

  /// Whether sums of it over mappings are meaningful.
  public boolean isSize() {
    return this != KERNEL_PAGE && this != MMU_PAGE;
  }
}
