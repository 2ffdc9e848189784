package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The columns of a record.
class ColumnsTest {
  private final Columns<Animal> columns = new Columns<>(Animal.class, true);

  @Test
  void areTheComponentsInOrderWithUnwrappedOnesInTheirPlace() {
    assertThat(columns.names())
        .containsExactly("name", "bodyBytes", "tailBytes", "legs", "country", "number");
  }

  @Test
  void giveOneCellEach() {
    Animal cat = new Animal("cat", new Animal.Size(4000, 300L), 4, new Animal.Home("Chile", 7));
    assertThat(columns.cells(cat)).containsExactly("cat", 4000L, 300L, 4, "Chile", 7);
  }

  @Test
  void areNullWhereAValueOrItsOwnerIsAbsent() {
    assertThat(columns.cells(Animal.named("worm")))
        .containsExactly("worm", 1536L, null, null, null, null);
  }

  record Plant(String name, @WideOnly String latinName) {}

  @Test
  void leaveDetailsOutOnRequest() {
    assertThat(new Columns<>(Plant.class, true).names()).containsExactly("name", "latinName");
    assertThat(new Columns<>(Plant.class, false).names()).containsExactly("name");
  }
}
