package dev.vmascope.mapping;

import dev.vmascope.mapping.text.RawText;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A line of `numa_maps`: the memory nodes that hold the pages of a mapping.
///
/// @param start the first address of the mapping
/// @param policy the memory policy in the kernel's words, for example `default` or `bind:0-1`
/// @param path the file; absent where there is none
/// @param role `heap`, `stack` or `thread-stack` where the kernel says so (the last as `stack:` and
///   the id of the thread, Linux 3.4 to 4.4)
/// @param huge whether the mapping is of hugetlbfs
/// @param pageBytes the page size of all counts; absent where the line has no counts (nothing was
///   ever touched), and before Linux 4.0
/// @param counts pages by the kernel's name: `anon`, `dirty`, `mapped` (only where it differs from
///   the two before), `swapcache`, `active` (only where it is not all), `writeback`; a missing
///   count is 0 or the same as another one; `mapmax` is a number of processes, not of pages
/// @param pagesByNode the number of pages on each memory node
/// @param unknown the words that this version does not know, as printed
/// @param printed the line as the kernel wrote it, without its newline
public record NumaEntry(
    long start,
    String policy,
    @Nullable RawText path,
    @Nullable String role,
    boolean huge,
    OptionalLong pageBytes,
    Map<String, Long> counts,
    SortedMap<Integer, Long> pagesByNode,
    List<String> unknown,
    RawText printed) {

  public NumaEntry {
    counts = Map.copyOf(counts);
    pagesByNode = Collections.unmodifiableSortedMap(new TreeMap<>(pagesByNode));
    unknown = List.copyOf(unknown);
  }

  /// The same entry with a page size where the line lacks one: the counts of a mapping outside
  /// hugetlbfs are in pages of the machine's size.
  ///
  /// @param machine the page size of the machine; empty if it is not known
  public NumaEntry inPagesOf(OptionalInt machine) {
    if (!isCountedInUnknown() || huge || machine.isEmpty()) {
      return this;
    }
    return new NumaEntry(
        start,
        policy,
        path,
        role,
        huge,
        OptionalLong.of(machine.getAsInt()),
        counts,
        pagesByNode,
        unknown,
        printed);
  }

  /// Whether the page size of its counts is unknown.
  public boolean isCountedInUnknown() {
    return pageBytes.isEmpty() && !pagesByNode.isEmpty();
  }

  /// The bytes on all nodes together; absent where the page size is not known.
  public OptionalLong bytes() {
    return bytes(pagesByNode.values().stream().mapToLong(Long::longValue).sum());
  }

  /// The bytes counted under a name; absent where the line does not have it.
  public OptionalLong bytes(String name) {
    Long pages = counts.get(name);
    return pages == null ? OptionalLong.empty() : bytes(pages);
  }

  /// The bytes of a number of pages; absent where the page size is not known.
  public OptionalLong bytes(long pages) {
    return pageBytes.isPresent()
        ? OptionalLong.of(pages * pageBytes.getAsLong())
        : OptionalLong.empty();
  }

  /// The number of processes that map the page with the most of them; absent where it is one.
  public OptionalInt mapMax() {
    Long most = counts.get("mapmax");
    return most == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(most));
  }
}
