package dev.vmascope.http.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.vmascope.http.format.Animal;
import dev.vmascope.http.format.Format;
import dev.vmascope.http.format.RowWriter;
import dev.vmascope.http.format.RowWriters;
import dev.vmascope.mapping.text.RawText;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.media.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

/// A row whose columns are described once: what is added there is in every format and in the
/// schema.
class DescribedRowTest {
  private static final JsonMapper JSON = Animal.json();

  enum Element {
    SEA,
    LAND;

    @Override
    public String toString() {
      return this == SEA ? "sea" : "dry-land";
    }
  }

  /// A ship, with a secret place.
  @JsonSerialize(using = Ship.Serializer.class)
  record Ship(String name, long place, boolean addresses) {
    private static ColumnBuilder<Ship> column(String name, String description) {
      return new ColumnBuilder<>(name, description);
    }

    private static final List<Column<Ship>> COLUMNS =
        List.of(
            column("name", "What it is called").text(ship -> RawText.ofUtf8(ship.name)),
            column("place", "Where it is").example("0x1f").needsAddresses().address(Ship::place),
            column("cookie", "An address, or none")
                .harmlessWhere(ship -> ship.place < 16)
                .decimal(Ship::place),
            column("about", "About where it is")
                .inPlaceOfAddresses()
                .nullableNumber(ship -> ship.place < 16 ? null : ship.place & ~15));

    private static final Column<Ship> ADDED =
        column("element", "Where it moves")
            .inWideFormats()
            .word(Element.class, ship -> ship.place < 16 ? Element.SEA : Element.LAND);

    private static DescribedRow<Ship> row(List<Column<Ship>> columns) {
      return new DescribedRow<>("Vessel", "A ship", Ship::addresses, columns);
    }

    static DescribedRow<Ship> withAddedColumn() {
      List<Column<Ship>> columns = new ArrayList<>(COLUMNS);
      columns.add(ADDED);
      return row(columns);
    }

    static final class Serializer extends RowSerializer<Ship> {
      Serializer() {
        super(withAddedColumn());
      }
    }
  }

  private static final Ship SHIP = new Ship("\"Äsa\"", 0x1fL, true);
  private static final Ship HIDDEN = new Ship("b", 0x1fL, false);
  private static final Ship HARMLESS = new Ship("c", 7, false);

  private static String written(Format format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RowWriter<Ship> rows =
        new RowWriters(JSON).writer(format, out, new Animal.Head(1), "ships", Ship.class);
    for (Ship ship : List.of(SHIP, HIDDEN, HARMLESS)) {
      rows.row(ship);
    }
    rows.end(new Animal.Tail(3, null));
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void isADocumentOfJson() throws IOException {
    assertThat(written(Format.JSON))
        .isEqualTo(
            """
            {"keeper":1,"ships":[\
            {"name":"\\"Äsa\\"","place":"0x1f","cookie":"31","element":"dry-land"},\
            {"name":"b","about":16,"element":"dry-land"},\
            {"name":"c","cookie":"7","element":"sea"}],\
            "count":3}
            """);
  }

  @Test
  void isALineOfJson() throws IOException {
    assertThat(written(Format.NDJSON).lines())
        .containsExactly(
            "{\"name\":\"\\\"Äsa\\\"\",\"place\":\"0x1f\",\"cookie\":\"31\",\"element\":\"dry-land\"}",
            "{\"name\":\"b\",\"about\":16,\"element\":\"dry-land\"}",
            "{\"name\":\"c\",\"cookie\":\"7\",\"element\":\"sea\"}",
            "{\"keeper\":1,\"count\":3}");
  }

  @Test
  void isALineOfCsv() throws IOException {
    assertThat(written(Format.CSV).lines())
        .containsExactly(
            "name,place,cookie,about,element",
            "\"\"\"Äsa\"\"\",0x1f,31,,dry-land",
            "b,,,16,dry-land",
            "c,,7,,sea");
  }

  @Test
  void isALineOfATableWithoutItsWideColumns() throws IOException {
    assertThat(written(Format.TABLE))
        .isEqualTo(
            """
            NAME   PLACE  COOKIE  ABOUT
            "Äsa"  0x1f   31          -
            b      -      -          16
            c      -      7           -
            """);
  }

  /// A port, which has a ship in a field and the fields of another one.
  record Port(@JsonUnwrapped Ship guest, Ship own) {}

  @Test
  void isAPartOfDocuments() {
    assertThat(JSON.writeValueAsString(new Port(HIDDEN, SHIP)))
        .isEqualTo(
            "{\"name\":\"b\",\"about\":16,\"element\":\"dry-land\",\"own\":"
                + "{\"name\":\"\\\"Äsa\\\"\",\"place\":\"0x1f\",\"cookie\":\"31\",\"element\":\"dry-land\"}}");
  }

  @Test
  void hasItsColumnsInOtherRows() {
    assertThat(RowType.of(Port.class).cells())
        .extracting(CellColumn::name)
        .startsWith("name", "place", "cookie", "about", "element")
        .endsWith("own.name", "own.place", "own.cookie", "own.about", "own.element");
  }

  @Test
  void knowsWhichColumnsAreAlwaysHidden() {
    assertThat(Ship.withAddedColumn().hidden()).containsExactly("place");
  }

  @Test
  void hasASchema() {
    Schema<?> ship = Objects.requireNonNull(schemas(Port.class).get("Vessel"));
    assertThat(ship.getDescription()).isEqualTo("A ship");
    assertThat(properties(ship)).containsOnlyKeys("name", "place", "cookie", "about", "element");
    assertThat(property(ship, "place").getExample()).isEqualTo("0x1f");
    assertThat(property(ship, "about").getFormat()).isEqualTo("int64");
    Schema<?> added = property(ship, "element");
    assertThat(added.getDescription()).isEqualTo("Where it moves");
    assertThat(added.getEnum()).isEqualTo(List.of("sea", "dry-land"));
  }

  @Test
  void hasASchemaInThatOfDocuments() {
    Schema<?> port = Objects.requireNonNull(schemas(Port.class).get("Port"));
    assertThat(properties(port))
        .containsOnlyKeys("name", "place", "cookie", "about", "element", "own");
    assertThat(property(port, "own").get$ref()).isEqualTo("#/components/schemas/Vessel");
  }

  private static Schema<?> property(Schema<?> schema, String name) {
    return Objects.requireNonNull(properties(schema).get(name));
  }

  @SuppressWarnings({"rawtypes", "unchecked"}) // as the library has it
  private static Map<String, Schema<?>> properties(Schema<?> schema) {
    return (Map) schema.getProperties();
  }

  @SuppressWarnings("rawtypes") // as the library has it
  private static Map<String, Schema> schemas(Class<?> type) {
    ModelConverters converters = new ModelConverters();
    converters.addConverter(new RowSchemas());
    return converters.resolveAsResolvedSchema(new AnnotatedType(type).resolveAsRef(true))
        .referencedSchemas;
  }
}
