package dev.vmascope.http.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vmascope.http.problem.ProblemException;
import dev.vmascope.http.row.RowType;
import dev.vmascope.rule.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Orders of rows by their columns.
class SortOrderTest {
  private static final RowType<Beast> BEASTS = RowType.of(Beast.class);

  private static final List<Beast> ALL =
      List.of(
          new Beast(
              1,
              "ant",
              6L,
              0.5,
              Instant.parse("2026-01-01T00:00:00Z"),
              false,
              "9",
              "0x7f0000000000",
              Severity.LOW,
              List.of()),
          new Beast(
              2,
              "Bee",
              6L,
              0.25,
              Instant.parse("2026-01-01T00:00:01Z"),
              true,
              "10",
              "0xffffffffff600000",
              Severity.HIGH,
              List.of("ant")),
          new Beast(
              3,
              "cat",
              4L,
              1e3,
              Instant.parse("2025-12-31T23:59:59.9Z"),
              true,
              "18446744073709551615",
              "0x1000",
              Severity.MEDIUM,
              List.of("ant", "Bee")),
          Beast.named(4, null, null));

  /// The ids in the order of a parameter; ties in the order of the list.
  private static List<Integer> sorted(String sort) {
    SortOrder<Beast> order = SortOrder.parse(sort, BEASTS);
    return ALL.stream()
        .sorted(Comparator.comparing(order::values, order.order()))
        .map(Beast::id)
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id              | 4 3 2 1
          id,asc          | 1 2 3 4
          name            | 1 2 3 4
          name,desc       | 3 2 1 4
          legs            | 1 2 3 4
          legs,asc        | 3 1 2 4
          weight          | 3 1 2 4
          born            | 2 1 3 4
          tame            | 2 3 1 4
          inode           | 1 2 3 4
          inode,desc      | 3 2 1 4
          address         | 3 1 2 4
          danger          | 2 3 1 4
          friends         | 3 2 1 4
          legs,name       | 1 2 3 4
          legs,name,desc  | 2 1 3 4
          legs,asc,weight | 3 1 2 4
          """)
  void sortByOneColumnOrSeveral(String sort, String ids) {
    assertThat(sorted(sort)).extracting(String::valueOf).containsExactly(ids.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          leg               | perhaps legs is meant
          legs:desc         | expected one of id, name, legs
          legs,DESC         | expected one of id, name, legs
          -legs             | expected one of id, name, legs
          desc              | expected one of id, name, legs
          legs,desc,asc     | expected one of id, name, legs
          legs,             | expected one of id, name, legs
          id,name,legs,born,tame | expected at most 4 columns
          """)
  void areRejectedWithWhatIsRight(String sort, String answer) {
    assertThatThrownBy(() -> SortOrder.parse(sort, BEASTS))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(answer);
  }

  /// Numbers that no `double` tells apart.
  @Test
  void areExact() {
    SortOrder<Beast> order = SortOrder.parse("legs", BEASTS);
    Beast less = Beast.named(1, "a", Long.MAX_VALUE - 1);
    Beast more = Beast.named(2, "b", Long.MAX_VALUE);
    assertThat(order.order().compare(order.values(less), order.values(more))).isPositive();
  }

  /// What is neither a number nor larger or smaller than one.
  @Test
  void putNoNumberLast() {
    SortOrder<Beast> order = SortOrder.parse("weight,asc", BEASTS);
    Beast none = new Beast(1, "", null, Double.NaN, null, null, null, null, null, List.of());
    Beast some = new Beast(2, "", null, 1.0, null, null, null, null, null, List.of());
    assertThat(order.order().compare(order.values(none), order.values(some))).isPositive();
  }
}
