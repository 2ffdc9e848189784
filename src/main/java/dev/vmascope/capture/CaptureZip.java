package dev.vmascope.capture;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import tools.jackson.databind.json.JsonMapper;

/// The form of a capture as a zip. Its deflated entries have a fixed order and the time of the
/// capture; the manifest comes last. The same capture gives the same bytes.
final class CaptureZip {
  private final Manifest manifest;
  private final List<CaptureEntry> entries;
  private final JsonMapper json;
  private final UnaryOperator<InputStream> meter;
  private final LocalDateTime time;

  /// @param manifest of the capture, still without files
  CaptureZip(
      Manifest manifest,
      List<CaptureEntry> entries,
      JsonMapper json,
      UnaryOperator<InputStream> meter) {
    this.manifest = manifest;
    this.entries = entries;
    this.json = json;
    this.meter = meter;
    time = LocalDateTime.ofInstant(manifest.at(), ZoneOffset.UTC);
  }

  /// Writes everything. The central directory comes only after all entries, so that what breaks off
  /// is no zip.
  Manifest writeTo(OutputStream out, Optional<String> comment) throws IOException {
    try (ArchiveOutput zip = new ArchiveOutput(out)) {
      List<ManifestFile> files = new ArrayList<>();
      for (CaptureEntry entry : entries) {
        zip.putNextEntry(entry(entry.path()));
        DigestOutput digest = new DigestOutput(zip);
        entry.content().writeTo(digest, meter);
        zip.closeEntry();
        files.add(entry.described(digest.size(), digest.sha256()));
      }
      zip.putNextEntry(entry(Manifest.PATH));
      Manifest written = manifest.of(files);
      zip.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(written));
      zip.write('\n');
      zip.closeEntry();
      comment.ifPresent(zip::setComment);
      zip.finish();
      out.flush();
      return written;
    }
  }

  private ZipEntry entry(String path) {
    ZipEntry entry = new ZipEntry(path);
    // A time without a zone, so that no zone of this machine changes it.
    entry.setTimeLocal(time);
    return entry;
  }
}
