package dev.vmascope.mapping.text;

import java.io.IOException;

/// The bytes of a mapped object, with random access. The process may change or truncate it
/// meanwhile.
public interface ObjectBytes {
  /// The size at the time of opening, in bytes.
  long size();

  /// Reads bytes at an offset.
  ///
  /// @param offset the offset of the first byte; with the length of the target it must lie within
  ///   [#size]
  /// @return the number of bytes read; fewer than the target's length if the object was truncated
  ///   meanwhile
  int read(long offset, byte[] target) throws IOException;
}
