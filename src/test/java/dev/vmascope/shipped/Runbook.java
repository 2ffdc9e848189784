package dev.vmascope.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The sections of `docs/runbook.md`, by the anchor that their heading has.
record Runbook(Map<String, String> sections) {
  static final String PATH = "docs/runbook.md";

  Runbook {
    sections = Map.copyOf(sections);
  }

  static Runbook read() {
    try {
      return parse(Files.readString(Path.of(PATH)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Runbook parse(String text) {
    Map<String, String> sections = new LinkedHashMap<>();
    List<String> parts = List.of(text.split("(?m)^## "));
    for (String part : parts.subList(1, parts.size())) {
      String heading = part.lines().findFirst().orElseThrow();
      if (sections.put(anchor(heading), part) != null) {
        throw new IllegalArgumentException("two sections '" + heading + "'");
      }
    }
    return new Runbook(sections);
  }

  /// As GitHub makes them.
  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{Alnum} _-]", "")
        .strip()
        .replace(' ', '-');
  }
}
