package dev.vmascope.maps;

import dev.vmascope.http.api.Remedies;
import dev.vmascope.http.api.UnavailableView;
import dev.vmascope.http.format.WideOnly;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The memory use of mappings, as in `smaps` and `smaps_rollup`. A measure that the kernel does not
/// print is absent.
@Schema(name = "Usage", description = "How memory is used; what the kernel does not tell is absent")
record UsageView(
    @Schema(description = "In memory (Rss); huge pages of hugetlbfs are not in it")
        @Nullable Long residentBytes,
    @Schema(description = "In memory, each page divided by how many map it (Pss)")
        @Nullable Long proportionalBytes,
    @Schema(
            description =
                "Unique set size: freed if the process ended now (Private_Clean + Private_Dirty + Private_Hugetlb)")
        @Nullable Long uniqueBytes,
    @WideOnly @Schema(description = "The dirty part of proportionalBytes (Pss_Dirty, Linux 6.0)")
        @Nullable Long proportionalDirtyBytes,
    @WideOnly
        @Schema(
            description =
                "The anonymous part of proportionalBytes (Pss_Anon, Linux 5.3); rollup only")
        @Nullable Long proportionalAnonymousBytes,
    @WideOnly
        @Schema(
            description =
                "The part of proportionalBytes in files (Pss_File, Linux 5.3); rollup only")
        @Nullable Long proportionalFileBytes,
    @WideOnly
        @Schema(
            description =
                "The part of proportionalBytes in shared memory (Pss_Shmem, Linux 5.3); rollup only")
        @Nullable Long proportionalSharedMemoryBytes,
    @WideOnly @Schema(description = "Mapped by others too, unchanged (Shared_Clean)")
        @Nullable Long sharedCleanBytes,
    @WideOnly @Schema(description = "Mapped by others too, changed (Shared_Dirty)")
        @Nullable Long sharedDirtyBytes,
    @WideOnly @Schema(description = "Mapped by this process alone, unchanged (Private_Clean)")
        @Nullable Long privateCleanBytes,
    @Schema(description = "Mapped by this process alone, changed (Private_Dirty)")
        @Nullable Long privateDirtyBytes,
    @WideOnly @Schema(description = "Used since the marks were last cleared (Referenced)")
        @Nullable Long referencedBytes,
    @Schema(description = "Belongs to no file (Anonymous)") @Nullable Long anonymousBytes,
    @WideOnly @Schema(description = "Merged with equal pages (KSM, Linux 6.7)")
        @Nullable Long ksmBytes,
    @WideOnly @Schema(description = "Given up with MADV_FREE, not taken yet (LazyFree, Linux 4.12)")
        @Nullable Long lazyFreeBytes,
    @Schema(
            description =
                "Anonymous memory in transparent huge pages (AnonHugePages); absent without the scope maps:addresses")
        @Nullable Long anonHugeBytes,
    @WideOnly
        @Schema(
            description =
                "Shared memory in huge pages (ShmemPmdMapped); absent as anonHugeBytes is")
        @Nullable Long shmemPmdMappedBytes,
    @WideOnly
        @Schema(
            description =
                "Files in huge pages (FilePmdMapped, Linux 5.4); absent as anonHugeBytes is")
        @Nullable Long filePmdMappedBytes,
    @WideOnly @Schema(description = "Huge pages of hugetlbfs that others map too (Shared_Hugetlb)")
        @Nullable Long sharedHugetlbBytes,
    @WideOnly
        @Schema(description = "Huge pages of hugetlbfs of this process alone (Private_Hugetlb)")
        @Nullable Long privateHugetlbBytes,
    @Schema(description = "Swapped out (Swap); of shared memory, what the object has swapped out")
        @Nullable Long swapBytes,
    @WideOnly
        @Schema(description = "Swapped out, divided by how many share it (SwapPss, Linux 4.3)")
        @Nullable Long swapProportionalBytes,
    @Schema(description = "The proportional size of what is locked in memory (Locked)")
        @Nullable Long lockedBytes,
    @WideOnly @Schema(description = "The kernel's page size for the mapping (KernelPageSize)")
        @Nullable Long kernelPageBytes,
    @WideOnly @Schema(description = "The processor's page size for the mapping (MMUPageSize)")
        @Nullable Long mmuPageBytes,
    @WideOnly
        @Schema(
            description =
                "Whether it may get transparent huge pages (THPeligible); absent as anonHugeBytes is")
        @Nullable Boolean thpEligible,
    @WideOnly @Schema(description = "Protection key of its pages, where the processor has them")
        @Nullable Integer protectionKey) {

  /// @param addresses whether to show measures that reveal the alignment of a mapping
  static UsageView of(Usage usage, boolean addresses) {
    return new UsageView(
        bytes(usage, UsageField.RESIDENT),
        bytes(usage, UsageField.PROPORTIONAL),
        usage.uniqueBytes().isPresent() ? usage.uniqueBytes().getAsLong() : null,
        bytes(usage, UsageField.PROPORTIONAL_DIRTY),
        bytes(usage, UsageField.PROPORTIONAL_ANONYMOUS),
        bytes(usage, UsageField.PROPORTIONAL_FILE),
        bytes(usage, UsageField.PROPORTIONAL_SHARED_MEMORY),
        bytes(usage, UsageField.SHARED_CLEAN),
        bytes(usage, UsageField.SHARED_DIRTY),
        bytes(usage, UsageField.PRIVATE_CLEAN),
        bytes(usage, UsageField.PRIVATE_DIRTY),
        bytes(usage, UsageField.REFERENCED),
        bytes(usage, UsageField.ANONYMOUS),
        bytes(usage, UsageField.KSM),
        bytes(usage, UsageField.LAZY_FREE),
        addresses ? bytes(usage, UsageField.ANONYMOUS_HUGE) : null,
        addresses ? bytes(usage, UsageField.SHARED_MEMORY_HUGE) : null,
        addresses ? bytes(usage, UsageField.FILE_HUGE) : null,
        bytes(usage, UsageField.SHARED_HUGETLB),
        bytes(usage, UsageField.PRIVATE_HUGETLB),
        bytes(usage, UsageField.SWAP),
        bytes(usage, UsageField.SWAP_PROPORTIONAL),
        bytes(usage, UsageField.LOCKED),
        bytes(usage, UsageField.KERNEL_PAGE),
        bytes(usage, UsageField.MMU_PAGE),
        addresses ? usage.thpEligible().orElse(null) : null,
        usage.protectionKey().isPresent() ? usage.protectionKey().getAsInt() : null);
  }

  /// One measure in bytes; `null` if it is unknown.
  static @Nullable Long bytes(Usage usage, UsageField field) {
    return usage.knows(field) ? usage.get(field) : null;
  }

  /// The entries for measures that are hidden because they reveal alignment.
  ///
  /// @param prefix the path of the fields
  static List<UnavailableView> hidden(String prefix) {
    return Remedies.hidden(
        Stream.concat(
                UsageField.ALL.stream().filter(UsageField::tellsAlignment).map(UsageField::field),
                Stream.of("thpEligible"))
            .map(field -> prefix + field)
            .toArray(String[]::new));
  }
}
