package dev.vmascope.capture;

import dev.vmascope.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A small capture of a process that never was, whose parts a test may change.
public final class SampleCapture {
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, String> listed = new LinkedHashMap<>();
  private String head =
      "\"format\": \"vmascope-capture/1\", \"vmascopeVersion\": \"1\","
          + " \"at\": \"2026-11-29T12:00:00Z\", \"pid\": 7, \"type\": \"user\", \"name\": \"a\"";

  public SampleCapture() {
    with(
        "proc/7/stat",
        "7 (a) S 1 7 7 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 100 4096 1 18446744073709551615 4194304"
            + " 4198400 140720000000000 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n");
    with("proc/7/maps", "00400000-00401000 r-xp 00000000 08:02 17 /bin/a\n");
  }

  /// With a file that the manifest lists.
  SampleCapture with(String path, String content) {
    listed.put(path, Sha256.hex(content));
    return unlisted(path, content);
  }

  /// With a file of which the manifest knows nothing, or another version.
  SampleCapture unlisted(String path, String content) {
    files.put(path, content);
    return this;
  }

  SampleCapture without(String path) {
    files.remove(path);
    return this;
  }

  SampleCapture renamed(String path, String other) {
    files.put(other, String.valueOf(files.remove(path)));
    listed.put(other, String.valueOf(listed.remove(path)));
    return this;
  }

  SampleCapture replacing(String inHead, String by) {
    head = head.replace(inHead, by);
    return this;
  }

  String manifest() {
    List<String> entries = new ArrayList<>();
    listed.forEach((path, digest) ->
        entries.add(
            ("{\"path\": \"%s\", \"sizeBytes\": 1, \"sha256\": \"%s\","
                    + " \"at\": \"2026-11-29T12:00:00Z\", \"durationMicros\": 1, \"reads\": 1,"
                    + " \"atomic\": true, \"complete\": true, \"outcome\": \"ok\"}")
                .formatted(path, digest)));
    return "{"
        + head
        + ", \"redaction\": [], \"unavailable\": [], \"files\": ["
        + String.join(", ", entries)
        + "]}";
  }

  public byte[] bytes() {
    Zip zip = new Zip();
    files.forEach((path, content) -> zip.add(path, content.getBytes(StandardCharsets.UTF_8)));
    return zip.add("manifest.json", manifest()).bytes();
  }
}
