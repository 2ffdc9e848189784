package dev.vmascope.mapping.proc;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The sizes of one process, in bytes. An unavailable size is absent, never 0.
///
/// @param bySize the known sizes
public record MemorySizes(Map<ProcessSize, Long> bySize) {
  /// No known size.
  public static final MemorySizes NONE = new MemorySizes(Map.of());

  public MemorySizes {
    Map<ProcessSize, Long> copy = new EnumMap<>(ProcessSize.class);
    copy.putAll(bySize);
    bySize = Collections.unmodifiableMap(copy);
  }

  /// The sizes of `status`, and of `statm` where `status` lacks them. (Before Linux 4.5 `status`
  /// did not show anonymous memory; `statm` always did.) A process that is ending has given its
  /// memory back before it is a zombie: then `statm` has only zeros, which mean nothing.
  public static MemorySizes of(Optional<ProcessStatus> status, Optional<ProcessStatm> statm) {
    if (status.isPresent() && statm.isEmpty()) {
      return status.get().sizes();
    }
    Map<ProcessSize, Long> sizes = new EnumMap<>(ProcessSize.class);
    statm
        .filter(pages -> pages.virtualBytes().orElse(1) > 0)
        .ifPresent(pages -> {
          pages.virtualBytes().ifPresent(bytes -> sizes.put(ProcessSize.VIRTUAL, bytes));
          pages.residentBytes().ifPresent(bytes -> sizes.put(ProcessSize.RESIDENT, bytes));
          pages.anonymousBytes().ifPresent(bytes -> sizes.put(ProcessSize.ANONYMOUS, bytes));
        });
    status.ifPresent(known -> sizes.putAll(known.sizes().bySize()));
    return new MemorySizes(sizes);
  }

  /// Whether all sizes of `statm` are known, so that it need not be read.
  public boolean coverStatm() {
    return bySize.containsKey(ProcessSize.VIRTUAL)
        && bySize.containsKey(ProcessSize.RESIDENT)
        && bySize.containsKey(ProcessSize.ANONYMOUS);
  }

  /// A size, if it is known.
  public OptionalLong bytes(ProcessSize size) {
    Long bytes = bySize.get(size);
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
  }
}
