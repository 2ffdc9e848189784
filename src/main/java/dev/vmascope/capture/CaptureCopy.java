package dev.vmascope.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import tools.jackson.databind.json.JsonMapper;

/// A copy of a capture from anywhere, checked against its manifest. It has the known entries only,
/// in an archive of our own making.
public final class CaptureCopy {
  private final JsonMapper json;

  /// The digests of the entries so far, in hexadecimal, by name.
  private final Map<String, String> digests = new HashMap<>();

  private final ByteArrayOutputStream manifest = new ByteArrayOutputStream();

  public CaptureCopy(JsonMapper json) {
    this.json = json;
  }

  /// Copies a capture.
  ///
  /// @param comment the comment of the copy
  /// @return the manifest of both
  /// @throws MalformedCaptureException if it is no capture, breaks a bound, or is not what its
  ///   manifest says; then the copy is no archive
  public Manifest copy(InputStream capture, OutputStream to, String comment) throws IOException {
    try (ArchiveOutput zip = new ArchiveOutput(to)) {
      CaptureEntries entries = new CaptureEntries(capture);
      entries.forEach(new Copying(zip));
      Manifest parsed = Manifest.parse(manifest.toString(StandardCharsets.UTF_8), json);
      check(parsed, entries.pid());
      zip.setComment(comment);
      zip.finish();
      return parsed;
    }
  }

  private void check(Manifest parsed, OptionalInt pid) throws MalformedCaptureException {
    if (pid.isEmpty() || pid.getAsInt() != parsed.folder()) {
      throw new MalformedCaptureException("the files are of another process than the manifest");
    }
    List<ManifestFile> files = parsed.files();
    for (ManifestFile file : files) {
      String digest = digests.remove(file.path());
      if (digest == null && CapturePath.isKnown(file.path())) {
        throw new MalformedCaptureException("an entry is missing that the manifest lists");
      }
      if (digest != null && !digest.equalsIgnoreCase(file.sha256())) {
        throw new MalformedCaptureException(
            "an entry was changed: its SHA-256 is not that of the manifest");
      }
    }
    if (!digests.isEmpty()) {
      throw new MalformedCaptureException("an entry is not listed in the manifest");
    }
  }

  /// The writer of the copy.
  private final class Copying implements CaptureEntries.Sink {
    private final ArchiveOutput zip;
    private String name = "";
    private DigestOutput entry;

    Copying(ArchiveOutput zip) {
      this.zip = zip;
      entry = new DigestOutput(zip);
    }

    @Override
    public void begin(String path) throws IOException {
      name = path;
      zip.putNextEntry(new ZipEntry(path));
      entry = new DigestOutput(zip);
    }

    @Override
    public void write(byte[] bytes, int count) throws IOException {
      entry.write(bytes, 0, count);
      if (name.equals(Manifest.PATH)) {
        if (manifest.size() + count > CaptureArchive.MOST_MANIFEST_BYTES) {
          throw new MalformedCaptureException("manifest.json has more than 1 MiB");
        }
        manifest.write(bytes, 0, count);
      }
    }

    @Override
    public void end() throws IOException {
      zip.closeEntry();
      if (!name.equals(Manifest.PATH)) {
        digests.put(name, entry.sha256());
      }
    }
  }
}
