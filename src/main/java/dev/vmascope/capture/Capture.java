package dev.vmascope.capture;

import dev.vmascope.procfs.process.ListingReading;
import dev.vmascope.procfs.process.ProcessReading;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/// A capture that has been read and can be written. It holds the listings off the heap and must be
/// closed.
///
/// @param process the process, as read with its small files
/// @param manifest the manifest, still without files
public record Capture(
    ProcessReading process,
    Manifest manifest,
    List<CaptureEntry> entries,
    List<ListingReading> listings)
    implements Closeable {
  public Capture {
    entries = List.copyOf(entries);
    listings = List.copyOf(listings);
  }

  /// Writes it as a zip.
  ///
  /// @param meter wraps the bytes of listings, such as to bound the time for them
  /// @throws IOException if it cannot be written; what is there then is no zip
  public Manifest writeTo(
      OutputStream out, JsonMapper json, UnaryOperator<InputStream> meter, Optional<String> comment)
      throws IOException {
    return new CaptureZip(manifest, entries, json, meter).writeTo(out, comment);
  }

  @Override
  public void close() {
    listings.forEach(ListingReading::close);
  }
}
