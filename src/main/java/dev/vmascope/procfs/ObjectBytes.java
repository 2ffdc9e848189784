package dev.vmascope.procfs;

import java.io.IOException;

/// The bytes of an object that a process maps, read at any place. The process may change or cut it
/// meanwhile.
public interface ObjectBytes {
  /// How many there were when it was opened.
  long size();

  /// Reads some of them.
  ///
  /// @param offset of the first; with the length of the target it must lie within [#size]
  /// @return how many were read; fewer than the target takes, if the object was cut meanwhile
  int read(long offset, byte[] target) throws IOException;
}
