package dev.vmascope.http.snapshot;

import dev.vmascope.pasted.PastedListing;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The storage of pasted listings as snapshots.
public interface PastedSnapshots {
  /// Stores a listing, of which a kernel has printed the lines. It is durable when this returns.
  ///
  /// @param label the label, if it gets one
  /// @param pinned whether it stays until somebody deletes it
  /// @return the id of the snapshot
  /// @throws dev.vmascope.http.problem.ProblemException if it cannot be stored
  String store(PastedListing listing, @Nullable String label, boolean pinned) throws IOException;
}
