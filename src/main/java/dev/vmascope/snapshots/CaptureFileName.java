package dev.vmascope.snapshots;

import dev.vmascope.capture.Manifest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The file name of a capture: `vmascope-<node>-<name>-<pid>-<time>.zip`, or
/// `vmascope-pasted-<time>.zip`. A process chooses its name, so only letters, digits, dots and
/// underscores of ASCII are taken from it.
final class CaptureFileName {
  private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9_.]");
  private static final int LONGEST = 63;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private CaptureFileName() {}

  static String of(Manifest manifest) {
    if (manifest.pid() == null) {
      return "vmascope-pasted-%s.zip".formatted(TIME.format(manifest.at()));
    }
    return "vmascope-%s-%s-%d-%s.zip"
        .formatted(
            harmless(manifest.node()),
            harmless(manifest.name()),
            manifest.pid(),
            TIME.format(manifest.at()));
  }

  /// The header that makes a browser store the file (RFC 6266). The name needs no escapes.
  static String disposition(Manifest manifest) {
    return "attachment; filename=\"" + of(manifest) + "\"";
  }

  private static String harmless(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "unknown";
    }
    String plain = OTHERS.matcher(text).replaceAll("_");
    return plain.substring(0, Math.min(LONGEST, plain.length()));
  }
}
