package dev.vmascope.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// One file of the explorer, compressed once (gzip, RFC 1952).
final class ExplorerFile {
  private final String type;
  private final byte[] compressed;
  private final int length;
  private final String tag;

  /// @param type its media type
  /// @param bytes its bytes as they are
  ExplorerFile(String type, byte[] bytes) {
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

  /// How many bytes it has.
  int length() {
    return length;
  }

  /// How many bytes it has compressed.
  int compressedLength() {
    return compressed.length;
  }

  /// Its entity tag, weak since it stands for both forms (RFC 9110, 8.8.1).
  String tag() {
    return tag;
  }

  /// Its bytes compressed.
  InputStream compressedStream() {
    return new ByteArrayInputStream(compressed);
  }

  /// Its bytes, decompressed as they are read.
  InputStream stream() throws IOException {
    return new GZIPInputStream(compressedStream());
  }
}
