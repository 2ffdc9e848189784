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
        JsonOptional.of(sizes.bytes(ProcessSize.VIRTUAL)),
        JsonOptional.of(sizes.bytes(ProcessSize.RESIDENT)),
        JsonOptional.of(sizes.bytes(ProcessSize.ANONYMOUS)),
        JsonOptional.of(sizes.bytes(ProcessSize.FILE)),
        JsonOptional.of(sizes.bytes(ProcessSize.SHARED_MEMORY)),
        JsonOptional.of(sizes.bytes(ProcessSize.SWAP)),
        JsonOptional.of(sizes.bytes(ProcessSize.LOCKED)),
        JsonOptional.of(sizes.bytes(ProcessSize.PAGE_TABLE)),
        JsonOptional.of(sizes.bytes(ProcessSize.DATA)),
        JsonOptional.of(sizes.bytes(ProcessSize.HUGETLB)),
        JsonOptional.of(sizes.bytes(ProcessSize.PEAK_VIRTUAL)),
        JsonOptional.of(sizes.bytes(ProcessSize.PEAK_RESIDENT)));
  }
}
