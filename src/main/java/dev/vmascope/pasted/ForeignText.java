package dev.vmascope.pasted;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A text of a known kind that has no mappings.
enum ForeignText {
  ROLLUP("[rollup]", "smaps_rollup has only sums: send maps or smaps"),
  PERF(
      "PERF_RECORD_MMAP",
      "a log of perf has some only of processes, in lines as perf script --show-mmap-events prints them"),
  GO("goroutine ", "a crash of a Go program prints no mappings"),
  STATUS("VmPeak:", "status has only sums: send maps or smaps"),
  LIMITS("Max open files", "limits has no mappings: send maps or smaps");

  private static final int SEARCHED = 1 << 16;

  private final String mark;
  private final String advice;

  ForeignText(String mark, String advice) {
    this.mark = mark;
    this.advice = advice;
  }

  /// The kind of a text, judged by its beginning.
  static Optional<ForeignText> of(byte[] text) {
    String beginning =
        new String(text, 0, Math.min(text.length, SEARCHED), StandardCharsets.ISO_8859_1);
    for (ForeignText foreign : values()) {
      if (beginning.contains(foreign.mark)) {
        return Optional.of(foreign);
      }
    }
    return Optional.empty();
  }

  String advice() {
    return advice;
  }
}
