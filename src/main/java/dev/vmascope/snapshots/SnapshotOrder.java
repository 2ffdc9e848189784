package dev.vmascope.snapshots;

import org.jspecify.annotations.Nullable;

/// A request to store a snapshot.
///
/// @param label the label, if it gets one
/// @param pinned whether it stays until somebody deletes it
record SnapshotOrder(SnapshotCause cause, @Nullable String label, boolean pinned) {}
