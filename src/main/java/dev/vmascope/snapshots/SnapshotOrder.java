package dev.vmascope.snapshots;

import dev.vmascope.http.operation.StoreQuery;
import org.jspecify.annotations.Nullable;

/// A request to store a snapshot.
///
/// @param label the label, if it gets one
/// @param pinned whether it stays until somebody deletes it
record SnapshotOrder(SnapshotCause cause, @Nullable String label, boolean pinned) {
  /// The order of a client.
  ///
  /// @throws dev.vmascope.http.problem.ProblemException if a parameter has another form
  static SnapshotOrder of(SnapshotCause cause, StoreQuery query) {
    return new SnapshotOrder(cause, query.checkedLabel(), query.isPinned());
  }
}
