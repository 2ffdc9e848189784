package dev.vmascope.mapping.proc;

import dev.vmascope.mapping.Usage;
import dev.vmascope.mapping.VmFlags;
import dev.vmascope.mapping.text.ByteLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A parser of `/proc/<pid>/smaps` and `smaps_rollup`, entry by entry. Sources: `show_smap` and
/// `show_smaps_rollup`, `fs/proc/task_mmu.c`. Fields are found by key, since their order has
/// changed between kernels. Unknown keys are kept aside as text; a known one with a value of
/// another kind than its own, or twice in an entry, is malformed, and so is a header that
/// [MapsParser] rejects. An entry prints back to exactly the bytes read.
public final class SmapsParser {
  private final ByteLines lines;
  private final MapsParser headers;
  private final boolean brokeOff;
  private final Map<String, VmFlags> flags = new HashMap<>();
  private List<SmapsField> expected = List.of();
  private SmapsField[] expectedOnes = {};
  private boolean atHeader;
  private boolean begun;

  /// A parser at the start of a listing.
  ///
  /// @param source the name of the listing in complaints, for example `/proc/42/smaps`
  /// @param brokeOff whether the kernel broke off before the end: then the last entry is left out,
  ///   since it may be cut
  public SmapsParser(InputStream listing, String source, boolean brokeOff) {
    lines = new ByteLines(listing, source);
    headers = new MapsParser(lines);
    this.brokeOff = brokeOff;
  }

  /// All entries of a listing.
  ///
  /// @throws MalformedException if it is not a smaps listing
  public static List<SmapsEntry> parse(byte[] listing, String source) {
    SmapsParser parser = new SmapsParser(new ByteArrayInputStream(listing), source, false);
    List<SmapsEntry> parsed = new ArrayList<>();
    try {
      for (SmapsEntry entry = parser.next(); entry != null; entry = parser.next()) {
        parsed.add(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(parsed);
  }

  /// The usage of the whole address space, from a `smaps_rollup`; empty for an empty file.
  ///
  /// @param source the name of the file in complaints, for example `/proc/42/smaps_rollup`
  /// @throws MalformedException if it is not a rollup
  public static Optional<Usage> rollup(InputStream rollup, String source) throws IOException {
    SmapsParser parser = new SmapsParser(rollup, source, false);
    if (!parser.lines.advance()) {
      return Optional.empty();
    }
    parser.headers.span();
    Entry entry = parser.new Entry();
    entry.read();
    if (parser.atHeader) {
      throw parser.lines.malformed("the end of the rollup");
    }
    return Optional.of(entry.usage());
  }

  /// The next entry, or `null` at the end.
  ///
  /// @throws MalformedException if it is not one of a smaps listing
  public @Nullable SmapsEntry next() throws IOException {
    if (!begun) {
      begun = true;
      atHeader = lines.advance();
    }
    if (!atHeader) {
      return null;
    }
    MapsLine header = headers.line();
    Entry entry = new Entry();
    entry.read();
    return brokeOff && !atHeader ? null : entry.of(header);
  }

  /// The entry that is being parsed.
  private final class Entry {
    private final long[] numbers = new long[Usage.SLOTS];
    private final List<String> unknown = new ArrayList<>(0);
    private int known;
    private @Nullable VmFlags entryFlags;

    /// The fields, from the first one that differs from the entry before.
    private @Nullable List<SmapsField> own;

    /// Reads the lines behind the header.
    void read() throws IOException {
      int count = 0;
      while (true) {
        SmapsField likely = own == null && count < expectedOnes.length ? expectedOnes[count] : null;
        if (likely != null && advanceTo(likely)) {
          count++;
          continue;
        }
        atHeader = lines.advance();
        if (!atHeader || !isField()) {
          break;
        }
        SmapsField field = value(likely != null && lines.skip(likely.label()) ? likely : label());
        if (own == null && !field.equals(likely)) {
          own = new ArrayList<>(expected.subList(0, count));
        }
        if (own != null) {
          own.add(field);
        }
        count++;
      }
      if (own == null && count < expected.size()) {
        own = expected.subList(0, count);
      }
      if (own != null) {
        expected = List.copyOf(own);
        expectedOnes = expected.toArray(SmapsField[]::new);
      }
    }

    /// Reads the next line, if it is the usual one of this field: nearly all are.
    private boolean advanceTo(SmapsField likely) {
      long number = likely.advance(lines);
      if (number >= 0) {
        put(likely, number);
      }
      return number >= 0;
    }

    Usage usage() {
      return new Usage(numbers, known);
    }

    SmapsEntry of(MapsLine header) {
      return new SmapsEntry(header, expected, usage(), entryFlags, unknown);
    }

    private boolean isField() {
      return lines.peek() >= 'A' && lines.peek() <= 'Z';
    }

    /// Steps over the key.
    private SmapsField label() {
      String key = lines.key();
      if (key == null) {
        throw lines.malformed("a key and a colon");
      }
      return SmapsField.of(key);
    }

    /// Reads the value behind the key.
    private SmapsField value(SmapsField field) {
      return switch (field.kind()) {
        case KILOBYTES, NUMBER -> number(field);
        case FLAGS -> {
          if (entryFlags != null) {
            throw lines.malformed("no second VmFlags");
          }
          entryFlags = flags.computeIfAbsent(lines.rest().latin1(), VmFlags::parse);
          yield field;
        }
        case UNKNOWN -> {
          unknown.add(lines.rest().latin1());
          yield field;
        }
      };
    }

    private SmapsField number(SmapsField field) {
      put(field, lines.lastNumber(field.unit()));
      return field.endingAt(lines.numberEnd(), lines.numberDigits());
    }

    /// Keeps the number of a field.
    ///
    /// @param number as in the line, as unsigned
    private void put(SmapsField field, long number) {
      boolean kilobytes = field.kind() == SmapsField.Kind.KILOBYTES;
      if (number < 0 || number > (kilobytes ? Long.MAX_VALUE / 1024 : Integer.MAX_VALUE)) {
        throw lines.malformed("a smaller number before this");
      }
      int slot = 1 << field.slot();
      if ((known & slot) != 0) {
        throw lines.malformed("no second " + field.key() + " before this");
      }
      known |= slot;
      numbers[field.slot()] = kilobytes ? number * 1024 : number;
    }
  }
}
