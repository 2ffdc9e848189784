package dev.vmascope.http.operation;

import dev.vmascope.http.api.Parameters;
import dev.vmascope.http.problem.NearestName;
import dev.vmascope.http.row.CellColumn;
import dev.vmascope.http.row.RowType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// An order of rows by some of their columns, as a parameter names them.
///
/// @param <R> the class of the rows
public final class SortOrder<R> {
  /// The description of the parameter.
  public static final String DESCRIPTION =
      "Order of the rows: a column, or several with commas, each with asc or desc if it is not the default, as in"
          + " user,residentBytes,desc. By default the largest number, the worst severity or verdict, the first name of the alphabet, or the lowest"
          + " address comes first. Rows without the value come last";

  private static final int MOST = 4;

  private final List<Term<R>> terms;

  /// A column, and its direction if one is given.
  private record Term<R>(CellColumn<R> column, Optional<Boolean> rising) {
    int compare(SortValue one, SortValue other) {
      if (one.isAbsent() || other.isAbsent()) {
        return Boolean.compare(one.isAbsent(), other.isAbsent());
      }
      int byValue = one.compare(other);
      return rising.orElse(one.risesByDefault()) ? byValue : -byValue;
    }
  }

  private SortOrder(List<Term<R>> terms) {
    this.terms = terms;
  }

  /// The order in a parameter: `column`, `column,asc` or `column,desc`, up to four of them with
  /// commas.
  ///
  /// @param type the rows, which can be sorted by each of their columns
  /// @throws dev.vmascope.http.problem.ProblemException if there is no such column
  public static <R> SortOrder<R> parse(String sort, RowType<R> type) {
    List<Term<R>> terms = new ArrayList<>();
    for (String word : sort.split(",", -1)) {
      boolean rising = word.equals("asc");
      if ((rising || word.equals("desc"))
          && !terms.isEmpty()
          && terms.getLast().rising().isEmpty()) {
        terms.set(terms.size() - 1, new Term<>(terms.getLast().column(), Optional.of(rising)));
      } else {
        terms.add(new Term<>(column(word, type), Optional.empty()));
      }
    }
    if (terms.size() > MOST) {
      throw Parameters.invalid("sort", "expected at most " + MOST + " columns");
    }
    return new SortOrder<>(List.copyOf(terms));
  }

  private static <R> CellColumn<R> column(String word, RowType<R> type) {
    return type.cells().stream()
        .filter(column -> column.name().equals(word))
        .findFirst()
        .orElseThrow(() -> {
          List<String> names = type.cells().stream().map(CellColumn::name).toList();
          return Parameters.invalid(
              "sort",
              "expected one of "
                  + String.join(", ", names)
                  + ", with ,asc or ,desc"
                  + NearestName.perhaps(word, names));
        });
  }

  /// The values of a row that this order compares.
  public List<SortValue> values(R row) {
    return terms.stream().map(term -> SortValue.of(term.column().value().apply(row))).toList();
  }

  /// The order of the values of rows.
  public Comparator<List<SortValue>> order() {
    return (one, other) -> {
      int order = 0;
      for (int i = 0; i < terms.size() && order == 0; i++) {
        order = terms.get(i).compare(one.get(i), other.get(i));
      }
      return order;
    };
  }

  /// The number of columns.
  int size() {
    return terms.size();
  }
}
