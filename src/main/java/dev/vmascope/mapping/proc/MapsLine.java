package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.Mapping;

/// A parsed line of maps: the mapping, and the spacing of its line.
public final class MapsLine {
  private final Mapping mapping;
  private final MapsLineFormat layout;

  public MapsLine(Mapping mapping, MapsLineFormat layout) {
    this.mapping = mapping;
    this.layout = layout;
  }

  /// The mapping of the line.
  public Mapping mapping() {
    return mapping;
  }

  /// A line of another mapping with the same spacing.
  public MapsLine with(Mapping other) {
    return new MapsLine(other, layout);
  }

  /// The line as the kernel wrote it, newline included, one character per byte (ISO-8859-1).
  public String print() {
    StringBuilder line = new StringBuilder(128);
    appendHexadecimal(line, mapping.range().start());
    line.append('-');
    appendHexadecimal(line, mapping.range().end());
    line.append(' ').append(mapping.permissions()).append(' ');
    appendHexadecimal(line, mapping.offset());
    line.append(' ').append(mapping.device()).append(' ');
    line.append(Long.toUnsignedString(mapping.inode()));
    String name = mapping.name().latin1();
    int blanks =
        name.isEmpty()
            ? layout.trailingBlanks()
            : layout.columnAfter(line.length()) - line.length();
    return line.repeat(' ', blanks).append(name).append('\n').toString();
  }

  private void appendHexadecimal(StringBuilder line, long value) {
    String digits = Long.toHexString(value);
    line.repeat('0', Math.max(0, layout.hexDigits() - digits.length())).append(digits);
  }
}
