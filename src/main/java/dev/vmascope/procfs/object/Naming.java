package dev.vmascope.procfs.object;

import dev.vmascope.procfs.call.FileCalls;
import dev.vmascope.procfs.call.FileStatus;
import dev.vmascope.procfs.call.LibC;
import java.io.IOException;
import java.util.Optional;

/// The result of opening a file with `O_PATH`: a descriptor, or the reason for none.
///
/// @param named the file; its descriptor allows `statx(2)`, but no read
/// @param why the reason why there is none
public record Naming(Optional<Named> named, FileContent.Why why) implements AutoCloseable {

  /// An `O_PATH` descriptor and the status of its file.
  ///
  /// @param descriptor allows `statx(2)`, but no read
  public record Named(int descriptor, FileStatus status) {}

  /// An absent file, with the reason.
  static Naming none(FileContent.Why why) {
    return new Naming(Optional.empty(), why);
  }

  /// The result of a call that opens with `O_PATH`.
  static Naming of(LibC.Result opened) {
    if (opened.failed()) {
      return none(FileContent.Why.of(opened.errno()));
    }
    int descriptor = (int) opened.value();
    try {
      Named named = new Named(descriptor, FileCalls.status(descriptor));
      return new Naming(Optional.of(named), FileContent.Why.FAILED);
    } catch (IOException _) {
      LibC.close(descriptor);
      return none(FileContent.Why.FAILED);
    }
  }

  /// This file if a condition holds; otherwise none, and it is closed.
  Naming only(boolean holds, FileContent.Why otherwise) {
    if (holds || named.isEmpty()) {
      return this;
    }
    close();
    return none(otherwise);
  }

  @Override
  public void close() {
    named.ifPresent(file -> LibC.close(file.descriptor()));
  }
}
