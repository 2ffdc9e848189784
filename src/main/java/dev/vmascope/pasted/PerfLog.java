package dev.vmascope.pasted;

import dev.vmascope.mapping.AddressRange;
import dev.vmascope.pasted.PastedTextException.Kind;
import dev.vmascope.pasted.line.Fit;
import dev.vmascope.pasted.line.Forgiven;
import dev.vmascope.pasted.line.ListedRow;
import dev.vmascope.pasted.line.PastedFormat;
import dev.vmascope.pasted.line.PerfGrammar;
import dev.vmascope.pasted.line.TextLine;
import dev.vmascope.pasted.line.TextLines;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A log of perf, and the mappings that it tells of. Later ones replace what they cover of earlier
/// ones, and exec replaces all.
final class PerfLog {
  /// The most mappings of one process; the kernel allows 65,530 by default.
  private static final int MOST_MAPPINGS = 80_000;

  /// The most processes that a complaint names.
  private static final int MOST_NAMED = 8;

  private final byte[] text;
  private final PerfGrammar grammar = new PerfGrammar();

  /// The parts of mappings that nothing has replaced, by their starts.
  private final TreeMap<Long, Part> parts = new TreeMap<>(Long::compareUnsigned);

  private final Set<Long> processes = new TreeSet<>();
  private final Set<Forgiven> forgiven = EnumSet.noneOf(Forgiven.class);
  private Section.@Nullable Damage damage;
  private int fromLine;
  private int toLine;

  /// A part of a mapping.
  ///
  /// @param end the address behind it
  /// @param line the position of its record in the text
  private record Part(long end, int line) {}

  private PerfLog(byte[] text) {
    this.text = text;
  }

  /// The listing that the records in a text make; empty if it has no records of a process.
  ///
  /// @param step an action to take every few lines, which may throw
  /// @throws PastedTextException if it has those of several processes, or one is damaged
  static Optional<PastedListing> in(byte[] text, Runnable step) {
    PerfLog log = new PerfLog(text);
    TextLines lines = new TextLines(text, 0, 0, step);
    for (TextLine line = lines.next(); line != null; line = lines.next()) {
      log.take(line.fromStart(), lines);
    }
    return log.processes.isEmpty() ? Optional.empty() : Optional.of(log.listing());
  }

  private void take(TextLine line, TextLines lines) {
    Fit fit = grammar.read(line);
    if (fit == Fit.HEAD && processes.contains(grammar.process())) {
      parts.clear();
    }
    if (fit == Fit.BEGINNING && damage == null) {
      damage = new Section.Damage(line.number(), line.column(), line.expected());
    }
    if (fit != Fit.MAPPING) {
      return;
    }
    if (processes.size() <= MOST_NAMED) {
      processes.add(grammar.process());
    }
    if (processes.size() > 1) {
      parts.clear();
      return;
    }
    fromLine = parts.isEmpty() ? line.number() : fromLine;
    toLine = line.number();
    forgiven.addAll(lines.cleaned());
    put(grammar.row().range(), lines.lineStart());
    if (parts.size() > MOST_MAPPINGS) {
      throw new PastedTextException(
          Kind.TOO_MANY, line.number(), 1, "more than " + MOST_MAPPINGS + " mappings");
    }
  }

  private void put(AddressRange range, int line) {
    Map.Entry<Long, Part> below = parts.lowerEntry(range.start());
    if (below != null && Long.compareUnsigned(below.getValue().end(), range.start()) > 0) {
      parts.put(below.getKey(), new Part(range.start(), below.getValue().line()));
      putRest(range, below.getValue());
    }
    Map.Entry<Long, Part> within = parts.ceilingEntry(range.start());
    while (within != null && Long.compareUnsigned(within.getKey(), range.end()) < 0) {
      parts.remove(within.getKey());
      putRest(range, within.getValue());
      within = parts.ceilingEntry(range.start());
    }
    parts.put(range.start(), new Part(range.end(), line));
  }

  /// Keeps what a part has behind a range.
  private void putRest(AddressRange range, Part part) {
    if (Long.compareUnsigned(part.end(), range.end()) > 0) {
      parts.put(range.end(), part);
    }
  }

  private PastedListing listing() {
    if (processes.size() > 1) {
      throw new PastedTextException(Kind.UNRECOGNISED, 1, 1, severalProcesses());
    }
    Section.Damage broken = damage;
    if (broken != null) {
      throw new PastedTextException(
          Kind.MALFORMED, broken.line(), broken.column(), "expected " + broken.expected());
    }
    Section section =
        new Section(
            0, text.length, fromLine, toLine, parts.size(), null, PastedFormat.PERF, false, null);
    Iterable<ListedRow> rows = () -> parts.entrySet().stream().map(this::row).iterator();
    return new PastedListing(section, 0, KernelText.of(rows, grammar, forgiven, fromLine));
  }

  private ListedRow row(Map.Entry<Long, Part> part) {
    int line = part.getValue().line();
    TextLine record = new TextLines(text, line, 0, () -> {}).next();
    grammar.read(Objects.requireNonNull(record, "it was read before").fromStart());
    return grammar.row().part(new AddressRange(part.getKey(), part.getValue().end()));
  }

  private String severalProcesses() {
    String named =
        processes.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return "The log has mappings of several processes ("
        + named
        + (processes.size() > MOST_NAMED ? " and others" : "")
        + "): send the lines of one, as of grep '"
        + processes.iterator().next()
        + "/' FILE";
  }
}
