package dev.vmascope.access.rule;

import dev.vmascope.mapping.Mapping;
import dev.vmascope.mapping.PageEntry;
import dev.vmascope.mapping.proc.SmapsEntry;
import dev.vmascope.mapping.proc.SmapsParser;
import dev.vmascope.mapping.space.ClassifiedMapping;
import dev.vmascope.mapping.space.MappingReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Facts about an address space that are all at hand, but for those that a test takes away; they
/// keep account of what was asked.
final class KnownFacts implements AccessFacts {
  /// Bits of a page map entry (`Documentation/admin-guide/mm/pagemap.rst`).
  static final int PRESENT = 63;

  static final int SWAPPED = 62;
  static final int OF_FILE = 61;
  static final int GUARD = 58;
  static final int WRITE_PROTECTED = 57;
  static final int EXCLUSIVE = 56;

  /// The start of [#plain] memory.
  static final long PLAIN = 0x7f0000000000L;

  private static final StackLimits USUAL =
      new StackLimits(
          OptionalLong.of(8 << 20),
          OptionalLong.empty(),
          OptionalLong.of(8 << 20),
          1 << 24,
          0,
          false);

  private final List<ClassifiedMapping> mappings = new ArrayList<>();
  private final Map<Long, PageEntry> pages = new HashMap<>();
  private final Map<Long, MappingState> states = new HashMap<>();
  private final Map<Long, FileState> files = new HashMap<>();
  private Fact<StackLimits> limits = new Fact.Known<>(USUAL);
  private boolean tellsPages = true;
  private boolean tellsStates = true;
  private boolean tellsFiles = true;
  private int stateQuestions;

  /// @param maps lines as the kernel prints them
  KnownFacts(String maps) {
    byte[] bytes = (maps + "\n").getBytes(StandardCharsets.ISO_8859_1);
    MappingReader parser = MappingReader.ofMaps(new ByteArrayInputStream(bytes), "maps");
    try {
      for (ClassifiedMapping next = parser.next(); next != null; next = parser.next()) {
        mappings.add(next);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Two pages of anonymous memory.
  static KnownFacts plain(String permissions) {
    return new KnownFacts("7f0000000000-7f0000002000 " + permissions + " 00000000 00:00 0");
  }

  /// Gives the page of an address these bits, from 0 to 63.
  KnownFacts page(long address, int... bits) {
    long entry = 0;
    for (int bit : bits) {
      entry |= 1L << bit;
    }
    pages.put(address & -4096L, new PageEntry(entry));
    return this;
  }

  /// Gives the mapping that starts there these flags, as smaps prints them.
  KnownFacts flags(long start, String flags) {
    return state(start, flags, OptionalInt.empty(), false);
  }

  KnownFacts state(long start, String flags, OptionalInt key, boolean wholeResident) {
    String smaps =
        String.format(Locale.ROOT, "%08x", start)
            + "-"
            + String.format(Locale.ROOT, "%08x", start + 4096)
            + " rw-p 00000000 00:00 0 \nVmFlags: "
            + flags
            + " \n";
    SmapsEntry entry =
        SmapsParser.parse(smaps.getBytes(StandardCharsets.ISO_8859_1), "smaps").getFirst();
    states.put(start, new MappingState(entry.flags().orElseThrow(), key, wholeResident));
    return this;
  }

  KnownFacts file(long start, long sizeBytes, FileState.Shortage shortage) {
    files.put(start, new FileState(sizeBytes, shortage));
    return this;
  }

  KnownFacts limits(StackLimits known) {
    limits = new Fact.Known<>(known);
    return this;
  }

  KnownFacts withoutPages() {
    tellsPages = false;
    return this;
  }

  KnownFacts withoutStates() {
    tellsStates = false;
    return this;
  }

  KnownFacts withoutFiles() {
    tellsFiles = false;
    return this;
  }

  KnownFacts withoutLimits() {
    limits = new Fact.Missing<>("limits cannot be read");
    return this;
  }

  /// How often page tables would have been walked.
  int stateQuestions() {
    return stateQuestions;
  }

  @Override
  public Neighbourhood around(long address) {
    Optional<ClassifiedMapping> below = Optional.empty();
    Optional<ClassifiedMapping> at = Optional.empty();
    Optional<ClassifiedMapping> above = Optional.empty();
    for (ClassifiedMapping listed : mappings) {
      Mapping mapping = listed.mapping();
      if (mapping.range().contains(address)) {
        at = Optional.of(listed);
      } else if (Long.compareUnsigned(mapping.range().end(), address) <= 0) {
        below = Optional.of(listed);
      } else if (above.isEmpty() && !mapping.isGate()) {
        above = Optional.of(listed);
      }
    }
    return new Neighbourhood(below, at, above);
  }

  @Override
  public Fact<PageEntry> page(long address) {
    return tellsPages
        ? new Fact.Known<>(pages.getOrDefault(address & -4096L, PageEntry.ABSENT))
        : new Fact.Missing<>("the page map cannot be read");
  }

  @Override
  public Fact<MappingState> state(Mapping mapping) {
    stateQuestions++;
    MappingState state = states.get(mapping.range().start());
    if (!tellsStates) {
      return new Fact.Missing<>("smaps was not read");
    }
    if (state == null) {
      flags(mapping.range().start(), "rd wr mr mw me ac sd");
      return new Fact.Known<>(
          Optional.ofNullable(states.get(mapping.range().start())).orElseThrow());
    }
    return new Fact.Known<>(state);
  }

  @Override
  public Fact<FileState> file(Mapping mapping, long offset) {
    FileState file = files.get(mapping.range().start());
    return tellsFiles && file != null
        ? new Fact.Known<>(file)
        : new Fact.Missing<>("the file cannot be looked at");
  }

  @Override
  public Fact<StackLimits> growthLimits() {
    return limits;
  }
}
