package dev.vmascope.explorer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// A file for everybody, compressed once (gzip, RFC 1952).
final class PublicFile {
  private final String type;
  private final byte[] compressed;
  private final int length;
  private final String tag;

  /// @param type the media type
  /// @param bytes the uncompressed bytes
  PublicFile(String type, byte[] bytes) {
    this.type = type;
    length = bytes.length;
    ByteArrayOutputStream into = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(into)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    compressed = into.toByteArray();
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    tag = "W/\"" + HexFormat.of().toHexDigits((int) checksum.getValue()) + '"';
  }

  String type() {
    return type;
  }

  /// The uncompressed size in bytes.
  int length() {
    return length;
  }

  /// The compressed size in bytes.
  int compressedLength() {
    return compressed.length;
  }

  /// The entity tag, weak since it stands for both forms (RFC 9110, 8.8.1).
  String tag() {
    return tag;
  }

  /// The compressed bytes.
  InputStream compressedStream() {
    return new ByteArrayInputStream(compressed);
  }

  /// The bytes, decompressed while reading.
  InputStream stream() throws IOException {
    return new GZIPInputStream(compressedStream());
  }
}
