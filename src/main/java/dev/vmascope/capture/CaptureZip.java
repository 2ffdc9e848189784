package dev.vmascope.capture;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/// The form of a capture as a zip. Its deflated entries have a fixed order and the time of the
/// capture; the manifest comes last. The same capture gives the same bytes.
final class CaptureZip {
  /// Text of `smaps` shrinks to a thirtieth at this level.
  private static final int LEVEL = 6;

  private final Capture capture;
  private final JsonMapper json;
  private final UnaryOperator<InputStream> meter;
  private final LocalDateTime time;

  CaptureZip(Capture capture, JsonMapper json, UnaryOperator<InputStream> meter) {
    this.capture = capture;
    this.json = json;
    this.meter = meter;
    time = LocalDateTime.ofInstant(capture.manifest().at(), ZoneOffset.UTC);
  }

  /// Writes everything. The central directory comes only after all entries, so that what breaks off
  /// is no zip.
  Manifest writeTo(OutputStream out, Optional<String> comment) throws IOException {
    try (Archive zip = new Archive(out)) {
      List<ManifestFile> files = new ArrayList<>();
      for (CaptureEntry entry : capture.entries()) {
        zip.putNextEntry(entry(entry.path()));
        Digest digest = new Digest(zip);
        entry.content().writeTo(digest, meter);
        zip.closeEntry();
        files.add(entry.described(digest.size, digest.sha256()));
      }
      zip.putNextEntry(entry(Manifest.PATH));
      Manifest manifest = capture.manifest().of(files);
      zip.write(json.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
      zip.write('\n');
      zip.closeEntry();
      comment.ifPresent(zip::setComment);
      zip.finish();
      out.flush();
      return manifest;
    }
  }

  private ZipEntry entry(String path) {
    ZipEntry entry = new ZipEntry(path);
    // A time without a zone, so that no zone of this machine changes it.
    entry.setTimeLocal(time);
    return entry;
  }

  /// A zip that is finished only on request: closing it frees its memory, whatever was written.
  private static final class Archive extends ZipOutputStream {
    Archive(OutputStream out) {
      super(out);
      setLevel(LEVEL);
    }

    @Override
    public void close() {
      def.end();
    }
  }

  /// A stream that counts and digests what goes through it.
  private static final class Digest extends FilterOutputStream {
    private final MessageDigest sha256;
    private long size;

    Digest(OutputStream out) {
      super(out);
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      sha256.update(bytes, offset, length);
      size += length;
    }

    String sha256() {
      return HexFormat.of().formatHex(sha256.digest());
    }
  }
}
