package dev.vmascope.pasted.line;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A grammar of the lines of one format. It has a state: the columns of the last head, and the last
/// mapping. Each line costs time in proportion to its length at most.
public abstract class LineGrammar {
  private final Set<Lack> lacks;
  private final Set<Forgiven> forgiven = EnumSet.noneOf(Forgiven.class);
  private @Nullable ListedRow row;

  /// @param lacks the facts that no listing of this format has
  LineGrammar(Set<Lack> lacks) {
    this.lacks = lacks.isEmpty() ? EnumSet.noneOf(Lack.class) : EnumSet.copyOf(lacks);
  }

  /// Reads the next line of the text.
  public abstract Fit read(TextLine line);

  /// The format of the mappings that were read.
  public abstract PastedFormat format();

  /// The last mapping; later lines may add to it.
  public final ListedRow row() {
    return Objects.requireNonNull(row, "a mapping was read");
  }

  /// The facts that the mappings read so far lack.
  public final Set<Lack> lacks() {
    return lacks;
  }

  /// The changes that were undone so far, except those of whole lines ([TextLines]).
  public final Set<Forgiven> forgiven() {
    return forgiven;
  }

  final @Nullable ListedRow lastRow() {
    return row;
  }

  final Fit mapping(ListedRow next) {
    row = next;
    return Fit.MAPPING;
  }

  final void lack(Lack fact) {
    lacks.add(fact);
  }

  final void have(Lack fact) {
    lacks.remove(fact);
  }

  final void forgive(Forgiven change) {
    forgiven.add(change);
  }
}
