package dev.vmascope.capture;

import dev.vmascope.procfs.pool.ProcFile;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The content that a capture shall have.
///
/// @param detail the listing beside `maps`: `smaps` (with `numa_maps`), `smaps_rollup`, or `maps`
///   for none
/// @param forced whether a page-table walk overrides the limits
/// @param redaction the kinds of facts to replace; empty for none
/// @param label a text of whoever asks, for the manifest
public record CaptureRequest(
    ProcFile detail, boolean forced, Set<Redaction> redaction, Optional<String> label) {
  public CaptureRequest {
    EnumSet<Redaction> kinds = EnumSet.noneOf(Redaction.class);
    kinds.addAll(redaction);
    redaction = Set.copyOf(kinds);
    switch (detail) {
      case MAPS, SMAPS, SMAPS_ROLLUP -> {}
      case STAT,
          STATM,
          STATUS,
          CMDLINE,
          CGROUP,
          LIMITS,
          OOM_SCORE,
          OOM_SCORE_ADJ,
          NUMA_MAPS,
          PAGEMAP ->
          throw new IllegalArgumentException("no listing with usage: " + detail.fileName());
    }
  }
}
