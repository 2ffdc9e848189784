package dev.vmascope.http.table;

import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The fields of documents that tables know by their names.
final class DocumentFields {
  /// The field with the unit of a measure, which the values themselves show.
  static final String UNIT = "unit";

  private static final int LONGEST_NAME = 200;

  /// The fields whose texts are the service's own. What a process names itself stays in one line,
  /// so that it cannot look like a line of ours.
  private static final Set<String> SENTENCES =
      Set.of(
          "remedy",
          "explanation",
          "description",
          "why",
          "reason",
          "notes",
          "needs",
          "purpose",
          "assumes",
          "capabilities");

  /// The lists of texts that have a line each.
  private static final Set<String> LINES =
      Set.of("notes", "assumes", "nextSteps", "complaints", "notUnderstood");

  /// The lists whose rows are read one by one: all their fields are below each other.
  private static final Set<String> IN_FULL = Set.of("faults", "findings");

  /// The fields that only wide tables have: they are for programs.
  private static final Set<String> WIDE =
      Set.of("startTicks", "addressSpaceId", "durationMicros", "reads", "atomic", "sha256");

  /// The fields of neighbours that only wide tables have.
  private static final Set<String> WIDE_OF_NEIGHBOURS =
      Set.of("offset", "device", "inode", "kind", "categorySource", "deleted");

  private DocumentFields() {}

  static boolean isSentence(String path) {
    return SENTENCES.contains(lastElement(path));
  }

  static boolean hasLines(String name) {
    return LINES.contains(name);
  }

  static boolean isInFull(String name) {
    return IN_FULL.contains(name);
  }

  static boolean isWide(String prefix, String name) {
    boolean neighbour = prefix.equals("below.") || prefix.equals("above.");
    return WIDE.contains(name) || (neighbour && WIDE_OF_NEIGHBOURS.contains(name));
  }

  /// The words of a path of names.
  static String words(String path) {
    return TerminalText.of(Heading.words(path), LONGEST_NAME);
  }

  /// The path of a field. A change and its amount have one, whatever it is an amount of.
  static String path(String prefix, String name) {
    return isAmount(prefix, name) ? prefix.substring(0, prefix.length() - 1) : prefix + name;
  }

  /// Whether a field is the amount of a change.
  private static boolean isAmount(String prefix, String name) {
    return prefix.endsWith("change.") && (name.equals("bytes") || name.equals("count"));
  }

  /// The name that tells the quantity of a field: that of the object around it, if its fields are
  /// sizes by other names.
  static String measure(String prefix, String name) {
    if (prefix.endsWith("Bytes.")) {
      return lastElement(prefix.substring(0, prefix.length() - 1));
    }
    if (prefix.equals("shifts.")) {
      return "changedBytes";
    }
    return isAmount(prefix, name) ? name + "Change" : name;
  }

  /// Whether the measure that an object is about is in bytes.
  static boolean isInBytes(JsonNode object) {
    return object.path(UNIT).asString("").equals("bytes") || object.has("bytes");
  }

  private static String lastElement(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
