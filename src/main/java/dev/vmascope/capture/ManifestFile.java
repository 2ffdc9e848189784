package dev.vmascope.capture;

import dev.vmascope.procfs.pool.Consistency;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file of a capture, with the stamp of its read.
///
/// @param path in the zip
/// @param sizeBytes its size, unpacked
/// @param sha256 of these bytes, in hexadecimal
/// @param at the time at which the read began
/// @param reads the number of reads of the kernel
/// @param atomic whether nothing can have changed during the read
/// @param complete whether everything was read
/// @param outcome `ok` or `partial`
/// @param cause the reason why it is partial
/// @param line the beginning of the only line that was kept; absent for whole files
public record ManifestFile(
    String path,
    long sizeBytes,
    String sha256,
    Instant at,
    long durationMicros,
    int reads,
    boolean atomic,
    boolean complete,
    String outcome,
    @Nullable String cause,
    @Nullable String line) {
  /// Whether it has what every file has.
  boolean isPlausible() {
    return path != null && sha256 != null && at != null && durationMicros >= 0;
  }

  /// The stamp of the read.
  Consistency stamp() {
    return new Consistency(at, Duration.ofNanos(1000 * durationMicros), reads, atomic, complete);
  }
}
