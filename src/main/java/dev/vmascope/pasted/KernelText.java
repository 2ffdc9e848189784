package dev.vmascope.pasted;

import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.mapping.proc.SmapsParser;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.pasted.line.Fit;
import dev.vmascope.pasted.line.Forgiven;
import dev.vmascope.pasted.line.Lack;
import dev.vmascope.pasted.line.LineGrammar;
import dev.vmascope.pasted.line.ListedRow;
import dev.vmascope.pasted.line.MapsGrammar;
import dev.vmascope.pasted.line.PastedFormat;
import dev.vmascope.pasted.line.TextLine;
import dev.vmascope.pasted.line.TextLines;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The text of a section in the kernel's form. Where that is the text itself, it is not copied.
final class KernelText {
  /// The most bytes of a copy.
  private static final int MOST_BYTES = 12 << 20;

  private final byte[] bytes;
  private final int from;
  private final int to;
  private final boolean copied;
  private final boolean hasMeasures;
  private final Writing pass;

  private KernelText(
      byte[] bytes, int from, int to, boolean copied, boolean hasMeasures, Writing pass) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.copied = copied;
    this.hasMeasures = hasMeasures;
    this.pass = pass;
  }

  /// The text of a section.
  ///
  /// @param text the whole text
  /// @param grammars a maker of the grammar of the section
  static KernelText of(
      byte[] text, Section section, Supplier<LineGrammar> grammars, Runnable step) {
    Writing size = new Writing(text, section, grammars.get(), step);
    Size counted = new Size();
    size.writeTo(counted, Integer.MAX_VALUE);
    boolean itself =
        size.grammar instanceof MapsGrammar
            && size.forgiven.isEmpty()
            && counted.bytes == section.end() - section.start();
    byte[] bytes = text;
    if (!itself && counted.bytes > MOST_BYTES) {
      throw new PastedTextException(
          PastedTextException.Kind.TOO_MANY,
          section.fromLine(),
          1,
          "the listing has more than " + (MOST_BYTES >> 20) + " MiB in the form of the kernel");
    }
    if (!itself) {
      Copy copy = new Copy(counted.bytes);
      new Writing(text, section, grammars.get(), step).writeTo(copy, Integer.MAX_VALUE);
      bytes = copy.bytes;
    }
    KernelText kernel =
        new KernelText(
            bytes,
            itself ? section.start() : 0,
            itself ? section.end() : bytes.length,
            !itself,
            counted.hasMeasures,
            size);
    kernel.check(text, section, grammars, step);
    return kernel;
  }

  /// The text as a new stream, which can go back.
  InputStream stream() {
    return new ByteArrayInputStream(bytes, from, to - from);
  }

  /// Its lines of mappings alone, as in `maps`.
  InputStream maps() {
    return hasMeasures ? new HeadLines(bytes, from, to) : stream();
  }

  /// Whether a kernel has printed the lines: they are not those of another tool in its form.
  boolean isOfKernel() {
    return pass.grammar instanceof MapsGrammar;
  }

  /// Whether it has the form of `smaps`.
  boolean hasMeasures() {
    return hasMeasures;
  }

  /// The format by its lines alone.
  PastedFormat format() {
    return pass.grammar.format();
  }

  /// The changes that were undone.
  Set<Forgiven> forgiven() {
    return Collections.unmodifiableSet(pass.forgiven);
  }

  /// The facts that its mappings lack.
  Set<Lack> lacks() {
    return Collections.unmodifiableSet(pass.grammar.lacks());
  }

  /// Parses the text, so that no later parser complains.
  private void check(byte[] text, Section section, Supplier<LineGrammar> grammars, Runnable step) {
    try (InputStream in = stream()) {
      if (hasMeasures) {
        SmapsParser parser = new SmapsParser(in, "text", false);
        while (parser.next() != null) {}
      } else {
        MapsParser parser = new MapsParser(in, "text");
        while (parser.next() != null) {}
      }
    } catch (MalformedException e) {
      Writing again = new Writing(text, section, grammars.get(), step);
      int line = again.writeTo(_ -> {}, e.line());
      throw new PastedTextException(
          PastedTextException.Kind.MALFORMED,
          line,
          copied ? 1 : e.column(),
          "expected " + e.expected());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A consumer of printed mappings.
  private interface Sink {
    void take(String printed);
  }

  /// The size of the printed text.
  private static final class Size implements Sink {
    private int bytes;
    private boolean hasMeasures;

    @Override
    public void take(String printed) {
      bytes = Math.addExact(bytes, printed.length());
      hasMeasures = hasMeasures || printed.indexOf('\n') < printed.length() - 1;
    }
  }

  /// A copy of the printed text.
  private static final class Copy implements Sink {
    private final byte[] bytes;
    private int filled;

    Copy(int size) {
      bytes = new byte[size];
    }

    @Override
    public void take(String printed) {
      byte[] more = printed.getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(more, 0, bytes, filled, more.length);
      filled += more.length;
    }
  }

  /// A pass over the lines of a section.
  private static final class Writing {
    private final LineGrammar grammar;
    private final TextLines lines;
    private final Section section;
    private final Set<Forgiven> forgiven = EnumSet.noneOf(Forgiven.class);

    Writing(byte[] text, Section section, LineGrammar grammar, Runnable step) {
      this.grammar = grammar;
      this.section = section;
      section
          .head()
          .ifPresent(
              at -> grammar.read(Objects.requireNonNull(new TextLines(text, at, 0, step).next())));
      lines = new TextLines(text, section.start(), section.fromLine() - 1, step);
    }

    /// Writes the mappings.
    ///
    /// @param most the printed line at which to stop
    /// @return the line of the text that it stopped at
    int writeTo(Sink sink, int most) {
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

    private static int take(@Nullable ListedRow row, Sink sink) {
      if (row == null) {
        return 0;
      }
      String printed = row.print();
      sink.take(printed);
      return (int) printed.chars().filter(c -> c == '\n').count();
    }
  }
}
