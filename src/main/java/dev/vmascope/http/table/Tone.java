package dev.vmascope.http.table;

/// A colour of a terminal, for what a word says already. Its sequences are ours alone: texts from
/// outside have no control characters in a table.
public enum Tone {
  PLAIN(""),
  HEADING("1"),
  ALARM("31"),
  WARNING("33"),
  ABSENT("2");

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  /// The text between the sequences of this colour (ECMA-48, SGR).
  String paint(String text) {
    return this == PLAIN || text.isBlank() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }

  /// The tone of a word of a field.
  public static Tone of(String name, String word) {
    return switch (name) {
      case "severity" -> of(word, "high", "medium");
      case "verdict" -> of(word, "leaking", "growing");
      case "outcome" -> word.startsWith("SIG") ? ALARM : of(word, "", "unknown");
      case "permissions", "permissionsBefore", "permissionsAfter" ->
          word.indexOf('w') >= 0 && word.indexOf('x') >= 0 ? ALARM : PLAIN;
      case "reason" -> WARNING;
      case "available", "complete" -> word.equals("false") ? WARNING : PLAIN;
      default -> PLAIN;
    };
  }

  private static Tone of(String word, String alarm, String warning) {
    return word.equals(alarm) ? ALARM : word.equals(warning) ? WARNING : PLAIN;
  }
}
