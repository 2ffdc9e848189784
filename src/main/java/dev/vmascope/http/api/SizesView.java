package dev.vmascope.http.api;

import dev.vmascope.http.row.Summed;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.ProcessSize;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The sizes that the kernel maintains for a process, in bytes. Each is the named line of
/// `/proc/<pid>/status`.
public record SizesView(
    @Summed @Schema(description = "Size of all mappings (VmSize)") @Nullable Long virtualBytes,
    @Summed
        @Schema(
            description = "Resident set size (VmRSS); the kernel counts in batches, so it can lag")
        @Nullable Long residentBytes,
    @Summed @WideOnly @Schema(description = "Anonymous part of residentBytes (RssAnon)")
        @Nullable Long anonymousBytes,
    @Summed @WideOnly @Schema(description = "File part of residentBytes (RssFile)")
        @Nullable Long fileBytes,
    @Summed @WideOnly @Schema(description = "Shared memory part of residentBytes (RssShmem)")
        @Nullable Long sharedMemoryBytes,
    @Summed @Schema(description = "Swapped-out anonymous memory (VmSwap)") @Nullable Long swapBytes,
    @Summed @WideOnly @Schema(description = "Memory locked in RAM (VmLck)")
        @Nullable Long lockedBytes,
    @Summed @WideOnly @Schema(description = "Page tables (VmPTE)") @Nullable Long pageTableBytes,
    @Summed
        @WideOnly
        @Schema(description = "Writable private memory, without reservations (VmData)")
        @Nullable Long dataBytes,
    @Summed @WideOnly @Schema(description = "Huge pages of hugetlbfs (HugetlbPages)")
        @Nullable Long hugetlbBytes,
    @WideOnly @Schema(description = "Peak of virtualBytes (VmPeak)")
        @Nullable Long peakVirtualBytes,
    @WideOnly @Schema(description = "Peak of residentBytes (VmHWM)")
        @Nullable Long peakResidentBytes) {

  public static SizesView of(MemorySizes sizes) {
    return new SizesView(
        nullable(sizes, ProcessSize.VIRTUAL),
        nullable(sizes, ProcessSize.RESIDENT),
        nullable(sizes, ProcessSize.ANONYMOUS),
        nullable(sizes, ProcessSize.FILE),
        nullable(sizes, ProcessSize.SHARED_MEMORY),
        nullable(sizes, ProcessSize.SWAP),
        nullable(sizes, ProcessSize.LOCKED),
        nullable(sizes, ProcessSize.PAGE_TABLE),
        nullable(sizes, ProcessSize.DATA),
        nullable(sizes, ProcessSize.HUGETLB),
        nullable(sizes, ProcessSize.PEAK_VIRTUAL),
        nullable(sizes, ProcessSize.PEAK_RESIDENT));
  }

  private static @Nullable Long nullable(MemorySizes sizes, ProcessSize size) {
    return sizes.isKnown(size) ? sizes.bytesOrZero(size) : null;
  }
}
