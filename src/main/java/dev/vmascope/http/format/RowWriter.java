package dev.vmascope.http.format;

import java.io.IOException;

/// A writer of one listing: rows one after another, then the end.
///
/// @param <R> the row type
public interface RowWriter<R> {
  /// Writes the next row.
  void row(R row) throws IOException;

  /// Writes the fields after the rows, and flushes.
  ///
  /// @param tail the fields about the listing as a whole; omitted in formats without a place for
  ///   them
  void end(Record tail) throws IOException;
}
