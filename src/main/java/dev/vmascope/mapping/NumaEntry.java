package dev.vmascope.mapping;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One line of numa_maps: where the pages of a mapping lie.
///
/// @param start the first address of the mapping
/// @param policy the memory policy in the kernel's words, for example `default` or `bind:0-1`
/// @param path the file; absent where there is none
/// @param role `heap`, `stack` or `thread-stack` where the kernel says so (the last as `stack:` and
///   the id of the thread, Linux 3.4 to 4.4)
/// @param huge whether the mapping is of hugetlbfs
/// @param pageBytes the size of the pages that everything is counted in; absent where the line has
///   no counts (nothing was ever touched), and before Linux 4.0
/// @param counts pages by the kernel's name: `anon`, `dirty`, `mapped` (only where it is neither of
///   the two before), `swapcache`, `active` (only where it is not all), `writeback`; what is not
///   there is 0 or the same as another one; `mapmax` is no count of pages, but of processes
/// @param pagesByNode pages on each memory node
/// @param unknown what this version does not know, as printed
/// @param printed the line as the kernel wrote it, without its newline
public record NumaEntry(
    long start,
    String policy,
    @Nullable KernelText path,
    @Nullable String role,
    boolean huge,
    OptionalLong pageBytes,
    Map<String, Long> counts,
    SortedMap<Integer, Long> pagesByNode,
    List<String> unknown,
    KernelText printed) {

  public NumaEntry {
    counts = Map.copyOf(counts);
    pagesByNode = Collections.unmodifiableSortedMap(new TreeMap<>(pagesByNode));
    unknown = List.copyOf(unknown);
  }

  /// The same where the line does not tell the size of the pages that it counts: those of a mapping
  /// that is not of hugetlbfs are of the size of the machine's.
  ///
  /// @param machine that size; empty if it is not known
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

  /// Whether it counts pages of a size that is not known.
  public boolean isCountedInUnknown() {
    return pageBytes.isEmpty() && !pagesByNode.isEmpty();
  }

  /// What lies on all nodes together, in bytes; absent where the page size is not known.
  public OptionalLong bytes() {
    return bytes(pagesByNode.values().stream().mapToLong(Long::longValue).sum());
  }

  /// The bytes of what is counted under a name; absent where the line does not have it.
  public OptionalLong bytes(String name) {
    Long pages = counts.get(name);
    return pages == null ? OptionalLong.empty() : bytes(pages);
  }

  /// The bytes of so many pages; absent where the page size is not known.
  public OptionalLong bytes(long pages) {
    return pageBytes.isPresent()
        ? OptionalLong.of(pages * pageBytes.getAsLong())
        : OptionalLong.empty();
  }

  /// How many processes map the page that is mapped by most; absent where it is one.
  public OptionalInt mapMax() {
    Long most = counts.get("mapmax");
    return most == null ? OptionalInt.empty() : OptionalInt.of(Math.toIntExact(most));
  }
}
