package dev.vmascope.capture;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/// The entries of a capture, read from front to back within bounds. An archive from anywhere may be
/// given: what it says about itself is not believed.
final class CaptureEntries {
  static final int MOST_ENTRIES = 64;
  static final long MOST_ENTRY_BYTES = 64L << 20;

  /// The factor by which entries may be larger than their compressed form; `smaps` is 25 to 32
  /// times as large.
  static final int MOST_RATIO = 200;

  /// The number of unpacked bytes for which no ratio counts.
  private static final long SMALL = 1 << 16;

  private static final int PART = 1 << 13;

  /// A receiver of the known entries.
  interface Sink {
    /// The beginning of an entry.
    void begin(String name) throws IOException;

    /// The next bytes of it.
    void write(byte[] bytes, int count) throws IOException;

    /// The end of it.
    void end() throws IOException;
  }

  private final Counted packed;
  private final ZipInputStream zip;
  private final Set<String> names = new HashSet<>();
  private final byte[] part = new byte[PART];
  private OptionalInt pid = OptionalInt.empty();
  private long unpacked;
  private boolean ended;

  CaptureEntries(InputStream archive) {
    packed = new Counted(archive);
    zip = new ZipInputStream(packed, StandardCharsets.UTF_8);
  }

  /// Hands all known entries on.
  ///
  /// @throws MalformedCaptureException if it is no archive, or breaks a bound; after entries were
  ///   handed on
  void forEach(Sink sink) throws IOException {
    try {
      for (ZipEntry next = zip.getNextEntry(); next != null; next = zip.getNextEntry()) {
        take(next.getName(), sink);
      }
    } catch (ZipException | IllegalArgumentException _) {
      // The messages of the library may quote the archive.
      throw new MalformedCaptureException("the archive is damaged, or is no zip file");
    } catch (EOFException _) {
      throw new MalformedCaptureException("the archive ends in the middle of an entry");
    }
    if (!ended) {
      throw new MalformedCaptureException(
          names.isEmpty()
              ? "the file is no zip archive"
              : "the archive has no manifest.json: it is cut, or is no capture");
    }
  }

  /// The process that it is of; empty if it has no file of one.
  OptionalInt pid() {
    return pid;
  }

  private void take(String name, Sink sink) throws IOException {
    if (ended) {
      throw new MalformedCaptureException("an entry comes after manifest.json, which is the last");
    }
    if (names.size() >= MOST_ENTRIES) {
      throw new MalformedCaptureException("the archive has more than 64 entries");
    }
    if (CapturePath.isUnsafe(name)) {
      throw new MalformedCaptureException(
          "the name of entry "
              + (names.size() + 1)
              + " is absolute, a folder, or has an empty part, a backslash or ..");
    }
    if (!names.add(name)) {
      throw new MalformedCaptureException(
          "entry " + (names.size() + 1) + " has the name of an earlier one");
    }
    boolean known = CapturePath.isKnown(name);
    if (known) {
      join(CapturePath.pid(name));
      ended = name.equals(Manifest.PATH);
      sink.begin(name);
    }
    copy(known, sink);
    if (known) {
      sink.end();
    }
  }

  private void join(OptionalInt process) throws MalformedCaptureException {
    if (process.isPresent() && pid.isPresent() && !process.equals(pid)) {
      throw new MalformedCaptureException("the archive has the files of more than one process");
    }
    pid = process.isPresent() ? process : pid;
  }

  private void copy(boolean known, Sink sink) throws IOException {
    long size = 0;
    for (int count = zip.read(part); count >= 0; count = zip.read(part)) {
      size += count;
      unpacked += count;
      if (size > MOST_ENTRY_BYTES) {
        throw new MalformedCaptureException("an entry has more than 64 MiB");
      }
      if (unpacked > SMALL + packed.count * MOST_RATIO) {
        throw new MalformedCaptureException(
            "the archive unpacks to more than 200 times its size, as no capture does");
      }
      if (known) {
        sink.write(part, count);
      }
    }
  }

  /// A stream that counts its bytes.
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int some = super.read(target, from, length);
      count += Math.max(0, some);
      return some;
    }
  }
}
