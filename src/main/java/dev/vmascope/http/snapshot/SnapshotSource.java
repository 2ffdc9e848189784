package dev.vmascope.http.snapshot;

/// The stored snapshots, by their ids.
public interface SnapshotSource {
  /// Opens a snapshot.
  ///
  /// @throws dev.vmascope.http.problem.ProblemException if there is none with this id, or it cannot
  ///   be read
  OpenSnapshot open(String id);
}
