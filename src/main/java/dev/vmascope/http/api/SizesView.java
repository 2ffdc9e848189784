package dev.vmascope.http.api;

import dev.vmascope.http.format.Detail;
import dev.vmascope.mapping.proc.MemorySizes;
import dev.vmascope.mapping.proc.Size;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The sizes that the kernel maintains for a process, in bytes. Each is the named line of
/// `/proc/<pid>/status`.
public record SizesView(
    @Schema(description = "All mappings together (VmSize)") @Nullable Long virtualBytes,
    @Schema(description = "In memory (VmRSS); counted in batches, may lag")
        @Nullable Long residentBytes,
    @Schema(description = "In memory, anonymous (RssAnon)") @Nullable Long anonymousBytes,
    @Schema(description = "In memory, pages of files (RssFile)") @Nullable Long fileBytes,
    @Schema(description = "In memory, shared memory (RssShmem)") @Nullable Long sharedMemoryBytes,
    @Schema(description = "Swapped out, anonymous (VmSwap)") @Nullable Long swapBytes,
    @Detail @Schema(description = "Locked in memory (VmLck)") @Nullable Long lockedBytes,
    @Detail @Schema(description = "Page tables (VmPTE)") @Nullable Long pageTableBytes,
    @Detail @Schema(description = "Writable private memory, without reservations (VmData)")
        @Nullable Long dataBytes,
    @Detail @Schema(description = "Huge pages of hugetlbfs (HugetlbPages)")
        @Nullable Long hugetlbBytes,
    @Detail @Schema(description = "The most that virtualBytes has been (VmPeak)")
        @Nullable Long peakVirtualBytes,
    @Schema(description = "The most that residentBytes has been (VmHWM)")
        @Nullable Long peakResidentBytes) {

  public static SizesView of(MemorySizes sizes) {
    return new SizesView(
        nullable(sizes, Size.VIRTUAL),
        nullable(sizes, Size.RESIDENT),
        nullable(sizes, Size.ANONYMOUS),
        nullable(sizes, Size.FILE),
        nullable(sizes, Size.SHARED_MEMORY),
        nullable(sizes, Size.SWAP),
        nullable(sizes, Size.LOCKED),
        nullable(sizes, Size.PAGE_TABLE),
        nullable(sizes, Size.DATA),
        nullable(sizes, Size.HUGETLB),
        nullable(sizes, Size.PEAK_VIRTUAL),
        nullable(sizes, Size.PEAK_RESIDENT));
  }

  private static @Nullable Long nullable(MemorySizes sizes, Size size) {
    OptionalLong bytes = sizes.bytes(size);
    return bytes.isPresent() ? bytes.getAsLong() : null;
  }
}
