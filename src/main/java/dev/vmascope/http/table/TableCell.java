package dev.vmascope.http.table;

/// A cell of a table: its text, its side and its colour.
///
/// @param right whether it is right-aligned, as numbers are
/// @param tone the colour for those who ask for colours
public record TableCell(String text, boolean right, Tone tone) {
  /// A cell without a value.
  static final TableCell ABSENT = new TableCell("-", false, Tone.ABSENT);

  /// The cell of a flag that is not set.
  private static final TableCell FALSE = text("false");

  public static TableCell text(String text) {
    return new TableCell(text, false, Tone.PLAIN);
  }

  static TableCell number(String text) {
    return new TableCell(text, true, Tone.PLAIN);
  }

  /// The cell of a word, which may have a colour.
  ///
  /// @param name the name of its field
  static TableCell word(String name, String word) {
    return new TableCell(word, false, Tone.of(name, word));
  }

  /// The cell of a flag.
  ///
  /// @param name the name of its field
  static TableCell flag(String name, boolean set) {
    TableCell cell = word(name, Boolean.toString(set));
    return set || cell.tone != Tone.PLAIN ? cell : FALSE;
  }

  /// The heading of a column.
  static TableCell heading(String text) {
    return new TableCell(text, false, Tone.HEADING);
  }

  /// The same with another text.
  public TableCell with(String other) {
    return new TableCell(other, right, tone);
  }

  int width() {
    return TerminalText.width(text);
  }

  boolean isAbsent() {
    return equals(ABSENT);
  }

  /// Whether it has no value, or is of a flag that is not set. A name may be the same word.
  @SuppressWarnings("ReferenceEquality") // the only cell of such flags
  boolean isFalseOrAbsent() {
    return this == FALSE || isAbsent();
  }
}
