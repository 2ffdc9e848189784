package dev.vmascope.pasted;

import dev.vmascope.pasted.PastedTextException.Kind;
import dev.vmascope.pasted.line.Fit;
import dev.vmascope.pasted.line.LineGrammar;
import dev.vmascope.pasted.line.PastedFormat;
import dev.vmascope.pasted.line.TextLine;
import dev.vmascope.pasted.line.TextLines;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A search for the listings of one grammar in a text, line by line. Of several it keeps the
/// longest, the first of these. Up to two lines between ascending mappings are damage, not an end.
final class SectionSearch {
  private static final int MOST_DAMAGED = 2;

  /// The largest number of mappings of a listing.
  private static final int MOST_MAPPINGS = 1_000_000;

  /// The fewest lines that are taken for ranges with names: a few may be chance.
  private static final int FEWEST_RANGES = 3;

  /// The least length of a line that a listing begins with. Shorter ones cost nothing.
  private static final int SHORTEST = 10;

  private final Supplier<LineGrammar> grammars;
  private final LineGrammar grammar;
  private @Nullable Section best;
  private int others;
  private OptionalInt head = OptionalInt.empty();

  private boolean open;
  private int start;
  private int end;
  private int fromLine;
  private int toLine;
  private int mappings;
  private Section.@Nullable Preamble preamble;
  private long lastEnd;
  private @Nullable PastedFormat around;
  private Section.@Nullable Damage damage;

  /// The first line since the last mapping that does not fit.
  private Section.@Nullable Damage misfit;

  private int misfits;
  private boolean misfitBegins;
  private boolean begun;
  private int begunAt;
  private Section.@Nullable Damage begunLine;

  /// @param grammars a maker of grammars of one kind
  SectionSearch(Supplier<LineGrammar> grammars) {
    this.grammars = grammars;
    grammar = grammars.get();
  }

  /// Takes the next line of the text.
  void pass(TextLine line, TextLines lines, SectionMark mark) {
    if (!open && !begun && line.length() < SHORTEST) {
      return;
    }
    Fit fit = grammar.read(line.fromStart());
    boolean afterBeginning = begun;
    begun = fit == Fit.BEGINNING;
    switch (fit) {
      case HEAD -> {
        close();
        head = OptionalInt.of(lines.lineStart());
        preamble = null;
      }
      case MAPPING -> {
        boolean first = !open;
        mapping(lines.lineStart(), line.number(), line, lines, mark);
        damage = first && afterBeginning ? begunLine : damage;
      }
      case REST -> {
        misfits = Math.max(0, misfits - 1);
        mapping(begunAt, line.number() - 1, line, lines, mark);
      }
      case MORE -> more(line, lines);
      case NOISE -> {}
      case BEGINNING -> {
        begunAt = lines.lineStart();
        begunLine = new Section.Damage(line.number(), line.column(), line.expected());
        misfit(line, true);
      }
      case OTHER -> {
        if (!line.isBlank()) {
          misfit(line, false);
        }
      }
    }
  }

  private void mapping(int from, int number, TextLine line, TextLines lines, SectionMark mark) {
    long endAddress = grammar.row().range().end();
    if (!open || Long.compareUnsigned(endAddress, lastEnd) <= 0) {
      close();
      open = true;
      start = from;
      fromLine = number;
      if (preamble == null && head.isPresent()) {
        preamble = new Section.Preamble(head.getAsInt(), from);
      }
      around = mark.last();
    } else if (damage == null && misfits > 0) {
      damage = misfit;
    }
    misfits = 0;
    misfit = null;
    mappings++;
    lastEnd = endAddress;
    extend(line, lines);
  }

  private void more(TextLine line, TextLines lines) {
    if (open && misfits == 0) {
      extend(line, lines);
    }
  }

  private void extend(TextLine line, TextLines lines) {
    end = lines.nextStart();
    toLine = line.number();
  }

  private void misfit(TextLine line, boolean begins) {
    if (!open) {
      return;
    }
    if (misfits == 0) {
      misfit = new Section.Damage(line.number(), line.column(), line.expected());
      misfitBegins = begins;
    }
    misfits++;
    if (misfits > MOST_DAMAGED) {
      close();
    }
  }

  private void close() {
    if (open) {
      boolean cut = misfits > 0 && misfitBegins;
      Section found =
          new Section(start, end, fromLine, toLine, mappings, preamble, around, cut, damage);
      if (best == null || best.mappings() < mappings) {
        best = found;
      }
      others++;
    }
    open = false;
    mappings = 0;
    misfits = 0;
    misfit = null;
    damage = null;
    lastEnd = 0;
  }

  /// Ends the search.
  ///
  /// @return the number of mappings of the longest listing; 0 if there is none
  int end() {
    close();
    if (best == null || (isChance(best) && best.mappings() < FEWEST_RANGES)) {
      return 0;
    }
    return best.mappings();
  }

  private boolean isChance(Section section) {
    return grammar.format() == PastedFormat.RANGES && section.around() == null;
  }

  /// The longest listing, after the end of a search that has found one.
  ///
  /// @throws PastedTextException if it is damaged, or has too many mappings
  PastedListing listing(byte[] text, Runnable step) {
    Section found = Objects.requireNonNull(best, "a listing was found");
    Section.Damage broken = found.damage();
    if (broken != null) {
      throw new PastedTextException(
          Kind.MALFORMED, broken.line(), broken.column(), "expected " + broken.expected());
    }
    if (found.mappings() > MOST_MAPPINGS) {
      throw new PastedTextException(
          Kind.TOO_MANY, found.fromLine(), 1, "more than " + MOST_MAPPINGS + " mappings");
    }
    return new PastedListing(
        found, Math.max(0, others - 1), KernelText.of(text, found, grammars, step));
  }
}
