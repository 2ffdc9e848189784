package dev.vmascope.storage;

import dev.vmascope.procfs.call.SystemCallException;
import java.io.IOException;

/// The failure of a write to the data folder, or of a read from it.
public final class StorageException extends IOException {
  private static final long serialVersionUID = 1;

  private final StorageFailure failure;

  StorageException(StorageFailure failure, String message) {
    super(message);
    this.failure = failure;
  }

  private StorageException(StorageFailure failure, SystemCallException cause) {
    super(cause.getMessage(), cause);
    this.failure = failure;
  }

  /// The failure of a call on the folder.
  static StorageException of(IOException e) {
    return switch (e) {
      case StorageException known -> known;
      case SystemCallException call -> new StorageException(StorageFailure.of(call.errno()), call);
      default -> new StorageException(StorageFailure.OTHER, String.valueOf(e.getMessage()));
    };
  }

  public StorageFailure failure() {
    return failure;
  }
}
