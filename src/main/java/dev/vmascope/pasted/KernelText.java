package dev.vmascope.pasted;

import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.mapping.proc.SmapsParser;
import dev.vmascope.mapping.text.MalformedException;
import dev.vmascope.pasted.line.Forgiven;
import dev.vmascope.pasted.line.Lack;
import dev.vmascope.pasted.line.LineGrammar;
import dev.vmascope.pasted.line.ListedRow;
import dev.vmascope.pasted.line.MapsGrammar;
import dev.vmascope.pasted.line.PastedFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/// The text of a section in the kernel's form. Where that is the text itself, it is not copied.
final class KernelText {
  /// The most bytes of a copy.
  private static final int MOST_BYTES = 12 << 20;

  private final byte[] bytes;
  private final int from;
  private final int to;
  private final boolean copied;
  private final boolean hasMeasures;
  private final LineGrammar grammar;
  private final Set<Forgiven> forgiven;

  private KernelText(
      byte[] bytes,
      int from,
      int to,
      boolean copied,
      boolean hasMeasures,
      LineGrammar grammar,
      Set<Forgiven> forgiven) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.copied = copied;
    this.hasMeasures = hasMeasures;
    this.grammar = grammar;
    this.forgiven = forgiven;
  }

  /// The text of a section.
  ///
  /// @param text the whole text
  /// @param grammars a maker of the grammar of the section
  static KernelText of(
      byte[] text, Section section, Supplier<LineGrammar> grammars, Runnable step) {
    SectionPass size = new SectionPass(text, section, grammars.get(), step);
    Size counted = new Size();
    size.writeTo(counted, Integer.MAX_VALUE);
    boolean itself =
        size.grammar() instanceof MapsGrammar
            && size.forgiven().isEmpty()
            && counted.bytes == section.end() - section.start();
    byte[] bytes = text;
    if (!itself && counted.bytes > MOST_BYTES) {
      throw tooLarge(section.fromLine());
    }
    if (!itself) {
      Copy copy = new Copy(counted.bytes);
      new SectionPass(text, section, grammars.get(), step).writeTo(copy, Integer.MAX_VALUE);
      bytes = copy.bytes;
    }
    KernelText kernel =
        new KernelText(
            bytes,
            itself ? section.start() : 0,
            itself ? section.end() : bytes.length,
            !itself,
            counted.hasMeasures,
            size.grammar(),
            size.forgiven());
    kernel.check(
        printed -> new SectionPass(text, section, grammars.get(), step).writeTo(_ -> {}, printed));
    return kernel;
  }

  /// The text of mappings that were put together from several lines.
  ///
  /// @param rows in ascending order of address; asked for twice
  /// @param grammar the one that has read them
  /// @param line the line of the text for complaints
  static KernelText of(
      Iterable<ListedRow> rows, LineGrammar grammar, Set<Forgiven> forgiven, int line) {
    Size size = new Size();
    for (ListedRow row : rows) {
      size.accept(row.print());
      if (size.bytes > MOST_BYTES) {
        throw tooLarge(line);
      }
    }
    Copy copy = new Copy(size.bytes);
    rows.forEach(row -> copy.accept(row.print()));
    KernelText kernel =
        new KernelText(copy.bytes, 0, copy.bytes.length, true, false, grammar, forgiven);
    kernel.check(_ -> line);
    return kernel;
  }

  private static PastedTextException tooLarge(int line) {
    return new PastedTextException(
        PastedTextException.Kind.TOO_MANY,
        line,
        1,
        "the listing has more than " + (MOST_BYTES >> 20) + " MiB in the form of the kernel");
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
    return grammar instanceof MapsGrammar;
  }

  /// Whether it has the form of `smaps`.
  boolean hasMeasures() {
    return hasMeasures;
  }

  /// The format by its lines alone.
  PastedFormat format() {
    return grammar.format();
  }

  /// The changes that were undone.
  Set<Forgiven> forgiven() {
    return Collections.unmodifiableSet(forgiven);
  }

  /// The facts that its mappings lack.
  Set<Lack> lacks() {
    return Collections.unmodifiableSet(grammar.lacks());
  }

  /// Parses the text, so that no later parser complains.
  ///
  /// @param source the line of the pasted text that has a line of this one
  private void check(IntUnaryOperator source) {
    try (InputStream in = stream()) {
      if (hasMeasures) {
        SmapsParser parser = new SmapsParser(in, "text", false);
        while (parser.next() != null) {}
      } else {
        MapsParser parser = new MapsParser(in, "text");
        while (parser.next() != null) {}
      }
    } catch (MalformedException e) {
      throw new PastedTextException(
          PastedTextException.Kind.MALFORMED,
          source.applyAsInt(e.line()),
          copied ? 1 : e.column(),
          "expected " + e.expected());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The size of the printed text.
  private static final class Size implements Consumer<String> {
    private int bytes;
    private boolean hasMeasures;

    @Override
    public void accept(String printed) {
      bytes = Math.addExact(bytes, printed.length());
      hasMeasures = hasMeasures || printed.indexOf('\n') < printed.length() - 1;
    }
  }

  /// A copy of the printed text.
  private static final class Copy implements Consumer<String> {
    private final byte[] bytes;
    private int filled;

    Copy(int size) {
      bytes = new byte[size];
    }

    @Override
    public void accept(String printed) {
      byte[] more = printed.getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(more, 0, bytes, filled, more.length);
      filled += more.length;
    }
  }
}
