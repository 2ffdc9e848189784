package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.text.MalformedException;
import java.nio.charset.StandardCharsets;

/// The number in `/proc/<pid>/oom_score` or `oom_score_adj`.
///
/// @param value a score from 0 to 2000, the larger the sooner the process is killed when memory
///   runs out; or an adjustment from -1000 (never) to 1000
public record OomScore(int value) {
  /// Parses the whole file.
  ///
  /// @throws MalformedException if it is not such a number
  public static OomScore parse(byte[] file, String source) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    if (!text.matches("-?\\d{1,9}\n")) {
      throw new MalformedException(source, 1, 1, "a number", text);
    }
    return new OomScore(Integer.parseInt(text.strip()));
  }
}
