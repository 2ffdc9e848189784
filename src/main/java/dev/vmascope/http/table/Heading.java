package dev.vmascope.http.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The name of a field in words, without the unit that its values show.
public final class Heading {
  /// The places in a name where a word begins.
  private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])");

  private static final Pattern UNIT =
      Pattern.compile("(?<=[a-z0-9])(?:Bytes|Millis|Micros|Percent|PerSecond|Utilisation)\\z");

  private static final Pattern SECONDS = Pattern.compile("[Ss]econds\\z");

  /// The shorter words of names that are long for a column.
  private static final Map<String, String> SHORTER =
      Map.of("secondsLeft", "in", "leakSuspects", "leaks", "bytesByNode", "by node");

  private Heading() {}

  /// The words of a name or a path of names: `peak resident`, `capture at`.
  public static String words(String name) {
    return Arrays.stream(name.split("\\.", -1))
        .map(Heading::withoutUnit)
        .map(bare -> WORD.matcher(bare).replaceAll(" ").toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(" "));
  }

  private static String withoutUnit(String name) {
    String shorter = SHORTER.get(name);
    return shorter != null
        ? shorter
        : SECONDS.matcher(UNIT.matcher(name).replaceFirst("")).replaceFirst("Time");
  }

  /// The heading of a column: `PEAK RESIDENT`.
  public static String of(String name) {
    String shorter = name.equals("privateGrowthPerSecond") ? "growth" : words(name);
    return shorter.toUpperCase(Locale.ROOT);
  }
}
