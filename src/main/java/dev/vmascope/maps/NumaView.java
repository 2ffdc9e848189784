package dev.vmascope.maps;

import dev.vmascope.http.api.JsonOptional;
import dev.vmascope.http.row.WideOnly;
import dev.vmascope.mapping.Address;
import dev.vmascope.mapping.NumaEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A mapping and the NUMA nodes of its pages. Sizes are absent where nothing of the mapping was
/// ever touched, and where the page size of the counts is unknown.
@Schema(name = "NumaMapping")
record NumaView(
    @Schema(
            description = "First address; absent without the scope maps:addresses",
            example = "0x7f3c8a400000")
        @Nullable String start,
    @Schema(description = "Memory policy, as printed by the kernel", example = "default")
        String policy,
    @Schema(description = "File name") @Nullable String path,
    @Schema(
            description = "heap or stack, where the kernel says so; thread-stack until Linux 4.4",
            allowableValues = {"heap", "stack", "thread-stack"})
        @Nullable String role,
    @Schema(description = "Whether the mapping is of hugetlbfs") boolean huge,
    @Schema(description = "Size of the pages that are counted") @Nullable Long pageBytes,
    @Schema(description = "Resident size on all memory nodes") @Nullable Long residentBytes,
    @Schema(description = "Resident size, by number of the memory node", example = "{\"0\":8192}")
        @Nullable SortedMap<Integer, Long> bytesByNode,
    @Schema(description = "Anonymous pages") @Nullable Long anonymousBytes,
    @Schema(description = "Dirty pages") @Nullable Long dirtyBytes,
    @WideOnly @Schema(description = "Pages in the swap cache") @Nullable Long swapCacheBytes,
    @WideOnly @Schema(description = "Pages on an active list, if not all are")
        @Nullable Long activeBytes,
    @WideOnly @Schema(description = "Pages being written back") @Nullable Long writebackBytes,
    @WideOnly @Schema(description = "Largest number of processes that map the same page")
        @Nullable Integer mapMax,
    @WideOnly
        @Schema(description = "Fields that this version does not know, as printed by the kernel")
        @Nullable List<String> unknownFields,
    @WideOnly
        @Schema(
            description =
                "Number of mappings below it; replaces its address without the scope maps:addresses")
        @Nullable Integer ordinal) {
  /// @param ordinal the number in place of the address; `null` for callers who may see addresses
  static NumaView of(NumaEntry entry, @Nullable Integer ordinal) {
    boolean counted = entry.pageBytes().isPresent();
    SortedMap<Integer, Long> byNode = new TreeMap<>();
    entry
        .pagesByNode()
        .forEach((node, pages) -> entry.bytes(pages).ifPresent(b -> byNode.put(node, b)));
    return new NumaView(
        ordinal == null ? Address.print(entry.start()) : null,
        entry.policy(),
        entry.path() == null ? null : entry.path().text(),
        entry.role(),
        entry.huge(),
        JsonOptional.of(entry.pageBytes()),
        JsonOptional.of(entry.bytes()),
        counted ? byNode : null,
        JsonOptional.of(entry.bytes("anon")),
        JsonOptional.of(entry.bytes("dirty")),
        JsonOptional.of(entry.bytes("swapcache")),
        JsonOptional.of(entry.bytes("active")),
        JsonOptional.of(entry.bytes("writeback")),
        entry.mapMax().isPresent() ? entry.mapMax().getAsInt() : null,
        entry.unknown().isEmpty() || ordinal != null ? null : entry.unknown(),
        ordinal);
  }
}
