package dev.vmascope.http.format;

import dev.vmascope.http.problem.NearestName;
import dev.vmascope.http.problem.Problem;
import dev.vmascope.http.problem.ProblemCode;
import dev.vmascope.http.row.RowType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The columns that a request chooses of the rows of a listing.
public final class ChosenColumns {
  /// The name of the parameter.
  public static final String NAME = "columns";

  /// The description of the parameter.
  public static final String DESCRIPTION =
      "Only these fields of the rows, with commas, in this order: names as in CSV. All by default; tables have a"
          + " short choice";

  private ChosenColumns() {}

  /// The rows with the chosen columns; all without a choice.
  ///
  /// @param columns the parameter: names of columns, with commas
  /// @throws dev.vmascope.http.problem.ProblemException if there is no such column, or one is named
  ///   twice
  public static <R> RowType<R> of(@Nullable String columns, RowType<R> type) {
    if (columns == null) {
      return type;
    }
    List<String> names = List.of(columns.split(",", -1));
    Set<String> known = type.names();
    for (String name : names) {
      if (!known.contains(name)) {
        throw invalid(
            "expected names of columns with commas, of "
                + String.join(", ", known)
                + NearestName.perhaps(name, known));
      }
    }
    if (names.stream().distinct().count() < names.size()) {
      throw invalid("expected each column once");
    }
    return type.only(names);
  }

  private static RuntimeException invalid(String expected) {
    return Problem.of(ProblemCode.INVALID_PARAMETER, NAME + ": " + expected + ".")
        .with("parameter", NAME)
        .exception();
  }
}
