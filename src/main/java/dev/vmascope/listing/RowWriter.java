package dev.vmascope.listing;

import java.io.IOException;

/// Writes one listing: rows one after another, then the end.
///
/// @param <R> the row type
public interface RowWriter<R extends Record> {
  /// Writes the next row.
  void row(R row) throws IOException;

  /// Writes what comes after the rows, and flushes.
  ///
  /// @param tail what there is to say about the listing as a whole; formats without a place for it
  ///   leave it out
  void end(Record tail) throws IOException;
}
