package dev.vmascope.http.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.http.format.Animal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The columns of a record.
class RecordRowTest {
  private final List<CellColumn<Animal>> columns = RowType.of(Animal.class).cells();

  private List<@Nullable Object> cells(Animal animal) {
    return columns.stream().<@Nullable Object>map(column -> column.cell(animal)).toList();
  }

  @Test
  void areTheComponentsInOrderWithUnwrappedOnesInTheirPlace() {
    assertThat(columns)
        .extracting(CellColumn::name)
        .containsExactly("name", "bodyBytes", "tailBytes", "legs", "country", "number");
  }

  @Test
  void giveOneCellEach() {
    Animal cat = new Animal("cat", new Animal.Size(4000, 300L), 4, new Animal.Home("Chile", 7));
    assertThat(cells(cat)).containsExactly("cat", 4000L, 300L, 4, "Chile", 7);
  }

  @Test
  void areNullWhereAValueOrItsOwnerIsAbsent() {
    assertThat(cells(Animal.named("worm"))).containsExactly("worm", 1536L, null, null, null, null);
  }

  record Plant(String name, @WideOnly String latinName) {}

  @Test
  void knowWhatTablesLeaveOut() {
    assertThat(RowType.of(Plant.class).cells())
        .extracting(CellColumn::wide)
        .containsExactly(false, true);
  }
}
