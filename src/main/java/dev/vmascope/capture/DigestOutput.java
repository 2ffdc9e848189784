package dev.vmascope.capture;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A stream that counts and digests (SHA-256) what goes through it.
final class DigestOutput extends FilterOutputStream {
  private final MessageDigest digest = newDigest();
  private long size;

  DigestOutput(OutputStream out) {
    super(out);
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
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
    digest.update(bytes, offset, length);
    size += length;
  }

  /// The number of bytes.
  long size() {
    return size;
  }

  /// The digest, in hexadecimal. Nothing is written afterwards.
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
