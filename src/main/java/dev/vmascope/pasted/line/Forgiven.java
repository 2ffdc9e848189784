package dev.vmascope.pasted.line;

import java.util.Locale;

/// A change that a mail program, a terminal or an editor makes to listings.
public enum Forgiven {
  /// A byte order mark before the text.
  BYTE_ORDER_MARK("the text begins with a byte order mark"),
  /// Ends of lines with a carriage return.
  CARRIAGE_RETURNS("lines end in CR LF"),
  /// Lines that a mail quotes.
  QUOTES("lines begin with '> '"),
  /// Blanks before lines.
  INDENTED("lines are indented"),
  /// Tabs in place of blanks.
  TABS("columns are separated by tabs"),
  /// Lines that were broken in two.
  WRAPPED("long lines are wrapped"),
  /// Blank lines between mappings.
  BLANK_LINES("blank lines between the mappings"),
  /// No newline behind the last line.
  NO_FINAL_NEWLINE("the last line has no newline"),
  /// Questions of a pager between lines.
  PAGER("questions of a pager between the lines");

  private final String words;

  Forgiven(String words) {
    this.words = words;
  }

  /// The description for people.
  public String words() {
    return words;
  }

  /// The word that clients see.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
