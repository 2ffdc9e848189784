package dev.vmascope.procfs;

import java.io.IOException;
import java.util.Optional;

/// What naming a file gave: it, or why not.
///
/// @param named a file that can be looked at, but not read
/// @param why there is none
record Naming(Optional<Named> named, FileContent.Why why) implements AutoCloseable {

  /// A file that is named, and what it is.
  ///
  /// @param descriptor can be looked at, but not read
  record Named(int descriptor, FileStatus status) {}

  /// No file.
  static Naming none(FileContent.Why why) {
    return new Naming(Optional.empty(), why);
  }

  /// What a call gave that names files.
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

  /// The same, if a condition holds; else no file, and it is closed.
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
