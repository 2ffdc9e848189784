package dev.vmascope.pasted;

import dev.vmascope.pasted.line.PastedFormat;
import org.jspecify.annotations.Nullable;

/// A listing in a text: consecutive lines of one grammar, in ascending order of address.
///
/// @param start the position of its first line
/// @param end the position behind its last line
/// @param fromLine the number of its first line
/// @param toLine the number of its last line
/// @param mappings the number of mappings
/// @param preamble the lines that its columns and names come from; `null` without them
/// @param around the format that the text before it names; `null` if it names none
/// @param cut whether the line behind it is the beginning of a mapping
/// @param damage the first line within it that does not fit; `null` if there is none
record Section(
    int start,
    int end,
    int fromLine,
    int toLine,
    int mappings,
    @Nullable Preamble preamble,
    @Nullable PastedFormat around,
    boolean cut,
    @Nullable Damage damage) {

  /// The lines from the head of a listing to its first mapping.
  ///
  /// @param start the position of the head
  /// @param end the position of that mapping
  record Preamble(int start, int end) {}

  /// A line that does not fit.
  record Damage(int line, int column, String expected) {}
}
