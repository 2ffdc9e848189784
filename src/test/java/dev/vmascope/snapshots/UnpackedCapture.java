package dev.vmascope.snapshots;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The entries of a capture, in their order.
///
/// @param files the bytes by path
public record UnpackedCapture(Map<String, byte[]> files) {
  public static UnpackedCapture of(byte[] zip) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new UnpackedCapture(files);
  }

  public byte[] file(String path) {
    return Objects.requireNonNull(files.get(path), path);
  }

  public String text(String path) {
    return new String(file(path), StandardCharsets.ISO_8859_1);
  }

  public JsonNode manifest() {
    return JsonMapper.shared().readTree(file("manifest.json"));
  }

  /// The same with another file in place of one.
  UnpackedCapture with(String path, byte[] content) {
    Map<String, byte[]> changed = new LinkedHashMap<>(files);
    changed.put(path, content);
    return new UnpackedCapture(changed);
  }

  /// The archive of all files.
  byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// Writes all files.
  ///
  /// @return the folder that is a root of captures
  public Path unpack(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(path.getParent()));
      Files.write(path, file.getValue());
    }
    return folder.resolve("proc");
  }
}
