package dev.vmascope.mapping;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The flags of one mapping.
///
/// @param printed the kernel's line behind `VmFlags:`, byte for byte
/// @param known the flags that this version knows
/// @param words all flags for clients, in the kernel's order; an unknown code stands for itself
public record VmFlags(String printed, Set<VmFlag> known, List<String> words) {
  public VmFlags {
    known = Collections.unmodifiableSet(known);
    words = List.copyOf(words);
  }

  public static VmFlags parse(String printed) {
    Set<VmFlag> known = EnumSet.noneOf(VmFlag.class);
    List<String> words = new ArrayList<>();
    for (String code : printed.strip().split(" +", -1)) {
      VmFlag.ofCode(code).ifPresent(known::add);
      words.add(VmFlag.ofCode(code).map(VmFlag::toString).orElse(code));
    }
    words.removeIf(String::isEmpty);
    return new VmFlags(printed, known, words);
  }

  /// Whether the mapping has this flag.
  public boolean has(VmFlag flag) {
    return known.contains(flag);
  }
}
