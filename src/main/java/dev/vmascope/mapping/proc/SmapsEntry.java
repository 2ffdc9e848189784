package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.VmFlag;
import dev.vmascope.mapping.VmFlags;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An entry of smaps: a line as in maps, and the usage of the mapping.
public final class SmapsEntry {
  private final MapsLine header;
  private final List<SmapsField> fields;
  private final Usage usage;
  private final @Nullable VmFlags flags;
  private final List<String> unknown;

  /// @param fields the lines behind the header, in order
  /// @param unknown the text behind unknown keys, in order
  SmapsEntry(
      MapsLine header,
      List<SmapsField> fields,
      Usage usage,
      @Nullable VmFlags flags,
      List<String> unknown) {
    this.header = header;
    this.fields = fields;
    this.usage = usage;
    this.flags = flags;
    this.unknown = unknown;
  }

  /// An entry of maps, which has only the line.
  public static SmapsEntry ofMaps(MapsLine line) {
    return new SmapsEntry(line, List.of(), Usage.NONE, null, List.of());
  }

  /// The line of the mapping, as in maps.
  public MapsLine header() {
    return header;
  }

  /// The same usage of another mapping.
  public SmapsEntry with(Mapping other) {
    return new SmapsEntry(header.with(other), fields, usage, flags, unknown);
  }

  /// The mapping.
  public Mapping mapping() {
    return header.mapping();
  }

  /// The usage of the mapping.
  public Usage usage() {
    return usage;
  }

  /// Its flags; absent before Linux 3.8, and in smaps_rollup.
  public Optional<VmFlags> flags() {
    return Optional.ofNullable(flags);
  }

  /// Whether it has flags, and this one among them.
  public boolean has(VmFlag flag) {
    return flags != null && flags.has(flag);
  }

  /// The fields that this version does not know, by key, as the kernel prints them; the values of a
  /// repeated key are joined by `; `.
  public Map<String, String> unknownFields() {
    if (unknown.isEmpty()) {
      return Map.of();
    }
    Map<String, String> byKey = new LinkedHashMap<>();
    Iterator<String> texts = unknown.iterator();
    for (SmapsField field : fields) {
      if (field.kind() == SmapsField.Kind.UNKNOWN) {
        byKey.merge(field.key(), texts.next().strip(), (one, more) -> one + "; " + more);
      }
    }
    return Collections.unmodifiableMap(byKey);
  }

  /// The entry as the kernel wrote it, one character per byte (ISO-8859-1).
  public String print() {
    if (fields.isEmpty()) {
      return header.print();
    }
    StringBuilder out = new StringBuilder(1024).append(header.print());
    Iterator<String> texts = unknown.iterator();
    for (SmapsField field : fields) {
      String text =
          switch (field.kind()) {
            case KILOBYTES, NUMBER -> null;
            case FLAGS -> flags == null ? null : flags.printed();
            case UNKNOWN -> texts.next();
          };
      field.print(out, usage, text);
      out.append('\n');
    }
    return out.toString();
  }
}
