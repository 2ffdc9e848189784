package dev.vmascope.pasted;

import dev.vmascope.pasted.PastedTextException.Kind;
import dev.vmascope.pasted.line.GdbGrammar;
import dev.vmascope.pasted.line.LineGrammar;
import dev.vmascope.pasted.line.LldbGrammar;
import dev.vmascope.pasted.line.MapsGrammar;
import dev.vmascope.pasted.line.NoteGrammar;
import dev.vmascope.pasted.line.PastedFormat;
import dev.vmascope.pasted.line.PmapColumnsGrammar;
import dev.vmascope.pasted.line.PmapGrammar;
import dev.vmascope.pasted.line.RangeGrammar;
import dev.vmascope.pasted.line.SystemMapGrammar;
import dev.vmascope.pasted.line.TextLine;
import dev.vmascope.pasted.line.TextLines;
import dev.vmascope.pasted.line.TombstoneGrammar;
import dev.vmascope.pasted.line.ValgrindGrammar;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A reader of pasted texts. Each grammar is tried on each line; the one that finds the longest
/// listing wins. Only that listing is kept. The time is in proportion to the size of the text.
public final class PastedText {
  private static final List<Supplier<LineGrammar>> GRAMMARS =
      List.of(
          MapsGrammar::new,
          () -> new PmapGrammar(PastedFormat.PMAP),
          () -> new PmapGrammar(PastedFormat.PMAP_X),
          () -> new PmapGrammar(PastedFormat.PMAP_D),
          PmapColumnsGrammar::new,
          GdbGrammar::new,
          NoteGrammar::new,
          SystemMapGrammar::new,
          LldbGrammar::new,
          TombstoneGrammar::new,
          ValgrindGrammar::new,
          RangeGrammar::new);

  private PastedText() {}

  /// The listing in a text.
  ///
  /// @param step an action to take every few lines, which may throw
  /// @throws PastedTextException if there is none, or it is damaged
  public static PastedListing read(byte[] text, Runnable step) {
    if (isBlank(text)) {
      throw new PastedTextException(Kind.EMPTY, 1, 1, "The body is empty.");
    }
    BinaryFormat.of(text)
        .ifPresent(binary -> {
          throw new PastedTextException(Kind.BINARY, 1, 1, binary.advice());
        });
    return JournalField.in(text)
        .flatMap(field -> ofField(field, step))
        .or(() -> search(text, 0, null, step))
        .or(() -> PerfLog.in(text, step))
        .orElseThrow(() -> unrecognised(text));
  }

  private static Optional<PastedListing> ofField(JournalField field, Runnable step) {
    if (!field.oneLine()) {
      return search(field.text(), field.line() - 1, PastedFormat.JOURNAL, step);
    }
    try {
      return search(field.text(), 0, PastedFormat.JOURNAL, step)
          .map(listing -> listing.inLine(field.line()));
    } catch (PastedTextException e) {
      throw new PastedTextException(e.kind(), field.line(), 1, String.valueOf(e.getMessage()));
    }
  }

  /// @param before the number of lines before the text
  /// @param around the format that the text comes from, if it is known
  private static Optional<PastedListing> search(
      byte[] text, int before, @Nullable PastedFormat around, Runnable step) {
    List<SectionSearch> searches = GRAMMARS.stream().map(SectionSearch::new).toList();
    TextLines lines = new TextLines(text, 0, before, step);
    SectionMark mark = new SectionMark(around);
    for (TextLine line = lines.next(); line != null; line = lines.next()) {
      mark.pass(line);
      for (SectionSearch search : searches) {
        search.pass(line, lines, mark);
      }
    }
    SectionSearch best = null;
    for (SectionSearch search : searches) {
      if (search.end() > (best == null ? 0 : best.end())) {
        best = search;
      }
    }
    return best == null ? Optional.empty() : Optional.of(best.listing(text, step));
  }

  private static boolean isBlank(byte[] text) {
    for (byte c : text) {
      if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        return false;
      }
    }
    return true;
  }

  private static PastedTextException unrecognised(byte[] text) {
    String advice =
        ForeignText.of(text)
            .map(ForeignText::advice)
            .orElse(
                "expected the output of cat /proc/PID/maps or smaps, pmap, gdb's info proc mappings,"
                    + " jcmd System.map or eu-readelf -n, or a crash report that has the mappings");
    return new PastedTextException(Kind.UNRECOGNISED, 1, 1, "The text has no mappings: " + advice);
  }
}
