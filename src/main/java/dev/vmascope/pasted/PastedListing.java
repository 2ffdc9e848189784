package dev.vmascope.pasted;

import dev.vmascope.mapping.space.MappingReader;
import dev.vmascope.pasted.line.Forgiven;
import dev.vmascope.pasted.line.Lack;
import dev.vmascope.pasted.line.PastedFormat;
import java.io.InputStream;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The listing of one process in a pasted text, in the kernel's form. What the format lacks has
/// neutral values there, which mean nothing: [#lacks] says what they are.
public final class PastedListing {
  private final int fromLine;
  private final int toLine;
  private final Section section;
  private final int others;
  private final KernelText text;

  PastedListing(Section section, int others, KernelText text) {
    this(section.fromLine(), section.toLine(), section, others, text);
  }

  private PastedListing(int fromLine, int toLine, Section section, int others, KernelText text) {
    this.fromLine = fromLine;
    this.toLine = toLine;
    this.section = section;
    this.others = others;
    this.text = text;
  }

  /// The same listing, as part of one line.
  PastedListing inLine(int line) {
    return new PastedListing(line, line, section, others, text);
  }

  /// The format of the text.
  public PastedFormat format() {
    PastedFormat around = section.around();
    boolean copied = text.format() == PastedFormat.MAPS || text.format() == PastedFormat.RANGES;
    return copied && around != null ? around : text.format();
  }

  /// The first line of the listing in the text, counted from 1.
  public int fromLine() {
    return fromLine;
  }

  /// Its last line.
  public int toLine() {
    return toLine;
  }

  /// The number of mappings.
  public int mappings() {
    return section.mappings();
  }

  /// Whether the listing ends within a mapping, which is left out.
  public boolean cut() {
    return section.cut();
  }

  /// The number of other listings in the text, which are left out.
  public int others() {
    return others;
  }

  /// The changes by mails and editors that were undone.
  public Set<Forgiven> forgiven() {
    return text.forgiven();
  }

  /// The facts that the format lacks.
  public Set<Lack> lacks() {
    return text.lacks();
  }

  /// Whether mappings have measures, as in `smaps`.
  public boolean hasMeasures() {
    return text.hasMeasures();
  }

  /// Whether a kernel has printed the lines. If so, [#stream] has all that it printed of them.
  public boolean isOfKernel() {
    return text.isOfKernel();
  }

  /// The lines of mappings in the form of `maps`, as a new stream.
  public InputStream maps() {
    return text.maps();
  }

  /// The listing in the kernel's form, as a new stream that can go back.
  public InputStream stream() {
    return text.stream();
  }

  /// A parser of the mappings. It makes no complaint.
  ///
  /// @param watched a wrapper of the stream
  public MappingReader reader(UnaryOperator<InputStream> watched) {
    InputStream listing = watched.apply(stream());
    return hasMeasures()
        ? MappingReader.ofSmaps(listing, "text", false)
        : MappingReader.ofMaps(listing, "text");
  }
}
