package dev.vmascope.capture;

import dev.vmascope.procfs.call.Outcome;
import dev.vmascope.procfs.call.OutcomeKind;
import dev.vmascope.procfs.pool.Consistency;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A file of a capture before it is written.
///
/// @param path in the zip
/// @param outcome of its read: complete or partial
/// @param cause the reason why it is partial
record CaptureEntry(
    String path,
    Consistency stamp,
    OutcomeKind outcome,
    Optional<String> cause,
    Optional<String> line,
    Content content) {
  /// The bytes of an entry, which can be written any number of times.
  @FunctionalInterface
  interface Content {
    /// Writes the bytes.
    ///
    /// @param meter wraps the bytes of listings, such as to bound the time for them
    void writeTo(OutputStream out, UnaryOperator<InputStream> meter) throws IOException;
  }

  /// An entry for a file that was read, at least in part.
  static CaptureEntry of(String path, Consistency stamp, Outcome<?> read, Content content) {
    Optional<String> cause =
        read instanceof Outcome.Partial<?>(_, String why) ? Optional.of(why) : Optional.empty();
    return new CaptureEntry(path, stamp, read.kind(), cause, Optional.empty(), content);
  }

  /// The same entry, of which only the line with this beginning was kept.
  CaptureEntry withLine(String beginning) {
    return new CaptureEntry(path, stamp, outcome, cause, Optional.of(beginning), content);
  }

  /// The description of the bytes that were written.
  ManifestFile described(long sizeBytes, String sha256) {
    return new ManifestFile(
        path,
        sizeBytes,
        sha256,
        stamp.at(),
        stamp.duration().toNanos() / 1000,
        stamp.reads(),
        stamp.atomic(),
        stamp.complete(),
        outcome.toString(),
        cause.orElse(null),
        line.orElse(null));
  }
}
