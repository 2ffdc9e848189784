package dev.vmascope.pasted;

import dev.vmascope.pasted.line.Fit;
import dev.vmascope.pasted.line.Forgiven;
import dev.vmascope.pasted.line.LineGrammar;
import dev.vmascope.pasted.line.ListedRow;
import dev.vmascope.pasted.line.TextLine;
import dev.vmascope.pasted.line.TextLines;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A pass over the lines of a section.
final class SectionPass {
  private final LineGrammar grammar;
  private final TextLines lines;
  private final Section section;
  private final Set<Forgiven> forgiven = EnumSet.noneOf(Forgiven.class);

  SectionPass(byte[] text, Section section, LineGrammar grammar, Runnable step) {
    this.grammar = grammar;
    this.section = section;
    Section.Preamble preamble = section.preamble();
    if (preamble != null) {
      TextLines before = new TextLines(text, preamble.start(), 0, step);
      for (TextLine line = before.next();
          line != null && before.lineStart() < preamble.end();
          line = before.next()) {
        grammar.read(line.fromStart());
      }
    }
    lines = new TextLines(text, section.start(), section.fromLine() - 1, step);
  }

  /// The grammar after the lines that were read.
  LineGrammar grammar() {
    return grammar;
  }

  /// The changes that were undone.
  Set<Forgiven> forgiven() {
    return forgiven;
  }

  /// Writes the mappings, each as the kernel prints it.
  ///
  /// @param most the printed line at which to stop
  /// @return the line of the text that it stopped at
  int writeTo(Consumer<String> sink, int most) {
    int printed = 0;
    int line = section.fromLine();
    ListedRow row = null;
    boolean blank = false;
    while (lines.nextStart() < section.end() || line < section.fromLine()) {
      TextLine next = lines.next();
      if (next == null || lines.lineStart() >= section.end()) {
        break;
      }
      Fit fit = grammar.read(next.fromStart());
      if (fit == Fit.MAPPING || fit == Fit.REST) {
        printed += take(row, sink);
        if (printed >= most) {
          return line;
        }
        line = next.number();
        row = grammar.row();
        if (blank) {
          forgiven.add(Forgiven.BLANK_LINES);
        }
      }
      blank = fit == Fit.OTHER && next.isBlank();
      forgiven.addAll(lines.cleaned());
    }
    take(row, sink);
    forgiven.addAll(grammar.forgiven());
    return line;
  }

  private static int take(@Nullable ListedRow row, Consumer<String> sink) {
    if (row == null) {
      return 0;
    }
    String printed = row.print();
    sink.accept(printed);
    return (int) printed.chars().filter(c -> c == '\n').count();
  }
}
