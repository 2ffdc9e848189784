package dev.vmascope.http.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vmascope.http.format.Animal;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

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

  record Tree(String name, int leaves, @JsonOnly @Nullable List<Integer> rings) {}

  @Test
  void doNotHaveWhatOnlyJsonHas() {
    RowType<Tree> trees = RowType.of(Tree.class);
    assertThat(trees.names()).containsExactly("name", "leaves");
    for (RowType<Tree> type : List.of(trees, trees.only(List.of("name")))) {
      assertThat(json(type, new Tree("oak", 9, List.of(2, 3)))).contains("\"rings\":[2,3]");
      assertThat(json(type, new Tree("oak", 9, List.of(2, 3))).contains("leaves"))
          .isEqualTo(!type.isChosen());
    }
  }

  private static <R> String json(RowType<R> type, R row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JsonMapper.shared().createGenerator(text)) {
      type.json(JsonMapper.shared()).write(row, generator);
    }
    return text.toString();
  }
}
