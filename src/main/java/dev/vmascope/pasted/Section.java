package dev.vmascope.pasted;

import dev.vmascope.pasted.line.PastedFormat;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A listing in a text: consecutive lines of one grammar, in ascending order of address.
///
/// @param start the position of its first line
/// @param end the position behind its last line
/// @param fromLine the number of its first line
/// @param toLine the number of its last line
/// @param mappings the number of mappings
/// @param head the position of the head that its columns come from; empty without one
/// @param around the format that the text before it names; `null` if it names none
/// @param cut whether the line behind it is the beginning of a mapping
/// @param damage the first line within it that does not fit; `null` if there is none
record Section(
    int start,
    int end,
    int fromLine,
    int toLine,
    int mappings,
    OptionalInt head,
    @Nullable PastedFormat around,
    boolean cut,
    @Nullable Damage damage) {

  /// A line that does not fit.
  record Damage(int line, int column, String expected) {}
}
