package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.UsageField;
import dev.vmascope.mapping.text.ByteLines;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The layout of a line behind the header of an smaps entry, without its value. Entries share it.
final class SmapsField {
  /// The kernel pads keys to this column (`SEQ_PUT_DEC`, `fs/proc/task_mmu.c`) …
  private static final int NUMBER_COLUMN = 16;

  /// … and numbers end at this one, if they are not too long.
  private static final int NUMBER_END = 24;

  private static final byte[] KILOBYTES = {' ', 'k', 'B'};
  private static final byte[] NO_UNIT = {};

  /// The kind of text behind the key.
  enum Kind {
    /// A number of kB.
    KILOBYTES,
    /// A bare number.
    NUMBER,
    /// Flags.
    FLAGS,
    /// Unknown text.
    UNKNOWN
  }

  private final String key;
  private final byte[] label;

  /// The label, and the blanks up to the column where its number may begin.
  private final byte[] padded;

  private final Kind kind;
  private final int slot;
  private final int oddEnd;

  private SmapsField(String key, Kind kind, int slot, int oddEnd) {
    this.key = key;
    this.kind = kind;
    this.slot = slot;
    this.oddEnd = oddEnd;
    label = (key + ":").getBytes(StandardCharsets.ISO_8859_1);
    padded = Arrays.copyOf(label, numberColumn());
    Arrays.fill(padded, label.length, padded.length, (byte) ' ');
  }

  static SmapsField of(String key) {
    UsageField field = UsageField.ofKey(key).orElse(null);
    if (field != null) {
      return new SmapsField(key, Kind.KILOBYTES, field.slot(), 0);
    }
    return switch (key) {
      case "Size" -> new SmapsField(key, Kind.KILOBYTES, Usage.SIZE, 0);
      case "THPeligible" -> new SmapsField(key, Kind.NUMBER, Usage.THP_ELIGIBLE, 0);
      case "ProtectionKey" -> new SmapsField(key, Kind.NUMBER, Usage.PROTECTION_KEY, 0);
      case "VmFlags" -> new SmapsField(key, Kind.FLAGS, -1, 0);
      default -> new SmapsField(key, Kind.UNKNOWN, -1, 0);
    };
  }

  /// Goes to the next line, if it has this layout and its number fits the usual column.
  ///
  /// @return the number; -1 if not, and then the cursor stays where it is
  long advance(ByteLines lines) {
    return slot < 0 || oddEnd != 0 ? -1 : lines.advanceTo(padded, NUMBER_END, unit());
  }

  /// The layout of the same line if its number ends at this column.
  SmapsField endingAt(int column, int digits) {
    int odd = column == usualEnd(digits) ? 0 : column;
    return odd == oddEnd ? this : new SmapsField(key, kind, slot, odd);
  }

  String key() {
    return key;
  }

  byte[] label() {
    return label;
  }

  Kind kind() {
    return kind;
  }

  /// The text behind a number.
  byte[] unit() {
    return kind == Kind.KILOBYTES ? KILOBYTES : NO_UNIT;
  }

  /// The slot of the number in a [Usage]; negative where there is none.
  int slot() {
    return slot;
  }

  /// Appends the line without its newline.
  ///
  /// @param text the text behind the key of flags and of unknown fields
  void print(StringBuilder out, Usage usage, @Nullable String text) {
    out.append(key).append(':');
    switch (kind) {
      case KILOBYTES -> printNumber(out, Long.toString(usage.slot(slot) / 1024)).append(" kB");
      case NUMBER -> printNumber(out, Long.toString(usage.slot(slot)));
      case FLAGS, UNKNOWN -> out.append(text);
    }
  }

  private StringBuilder printNumber(StringBuilder out, String digits) {
    int end = oddEnd == 0 ? usualEnd(digits.length()) : oddEnd;
    return out.repeat(' ', end - label.length - digits.length()).append(digits);
  }

  private int usualEnd(int digits) {
    return Math.max(NUMBER_END, numberColumn() + digits);
  }

  private int numberColumn() {
    return Math.max(NUMBER_COLUMN, label.length + 1);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof SmapsField field
        && Arrays.equals(field.label, label)
        && field.oddEnd == oddEnd;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(label) + oddEnd;
  }
}
