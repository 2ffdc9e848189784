package dev.vmascope.snapshots;

import dev.vmascope.capture.MalformedCaptureException;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.storage.StorageException;

/// The problems of storing snapshots and of finding them again.
final class SnapshotProblems {
  private SnapshotProblems() {}

  static ProblemException notFound() {
    return Problem.of(
            ProblemCode.SNAPSHOT_NOT_FOUND,
            "No snapshot has this id, or it was deleted: see /api/snapshots.")
        .exception();
  }

  static ProblemException damaged(MalformedCaptureException why) {
    return Problem.of(
            ProblemCode.MALFORMED_FILE,
            "The file of the snapshot is damaged: " + why.getMessage() + ".")
        .exception();
  }

  static ProblemException noStorage(String why) {
    return Problem.of(
            ProblemCode.NO_STORAGE,
            "The data folder of the service cannot be used: " + why + ". See vmascope.data-dir.")
        .exception();
  }

  static ProblemException full() {
    return Problem.of(
            ProblemCode.STORAGE_FULL,
            "The limits on snapshots leave no room: delete some, or raise vmascope.snapshots.max-size,"
                + " max-count, or the free space of the disk above min-free.")
        .exception();
  }

  /// The problem of a file that could not be stored or deleted.
  static ProblemException of(StorageException e) {
    return switch (e.failure()) {
      case NO_SPACE ->
          Problem.of(
                  ProblemCode.STORAGE_FULL,
                  "The disk of the data folder is full: delete snapshots, or other files there.")
              .exception();
      case TOO_LARGE ->
          Problem.of(ProblemCode.TOO_LARGE, "The snapshot would have more than 64 MiB.")
              .exception();
      case READ_ONLY, DENIED, INPUT_OUTPUT, OTHER -> noStorage(String.valueOf(e.getMessage()));
    };
  }
}
