package dev.vmascope.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// The plots of rows: where their points lie, and that they are well-formed.
class CostPlotTest {
  @TempDir Path folder;

  private static MergedRow row(String of, long count, double nanos) {
    return MergedRow.of(
        "part",
        List.of(
            Row.of("S8", of + count, Unit.NANOSECONDS, new Spread(nanos, nanos / 2, nanos * 2))
                .against("`cat` <&>", Spread.exactly(nanos / 10))
                .size(of, "GET …/maps", count)));
  }

  private Document plot(String of, List<MergedRow> rows) throws Exception {
    Path file = folder.resolve("cost-by-" + of + ".svg");
    assertThat(CostPlot.write(folder, rows)).contains(file);
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static List<double[]> points(Document svg, int line) {
    Element polyline = (Element) svg.getElementsByTagName("polyline").item(line);
    return List.of(polyline.getAttribute("points").strip().split(" ")).stream()
        .map(point -> point.split(",", 2))
        .map(point -> new double[] {Double.parseDouble(point[0]), Double.parseDouble(point[1])})
        .toList();
  }

  @Test
  void hasASlopeOfOneForWhatCostsTheSameForEach() throws Exception {
    Document svg =
        plot(
            "mappings",
            List.of(
                row("mappings", 100, 1e5),
                row("mappings", 1_000, 1e6),
                row("mappings", 10_000, 1e7)));
    for (int line = 0; line < 2; line++) {
      List<double[]> points = points(svg, line);
      assertThat(points).hasSize(3);
      for (int i = 1; i < points.size(); i++) {
        double right = points.get(i)[0] - points.get(i - 1)[0];
        double up = points.get(i - 1)[1] - points.get(i)[1];
        assertThat(right).isPositive().isEqualTo(up);
      }
    }
    double above = points(svg, 1).getFirst()[1] - points(svg, 0).getFirst()[1];
    assertThat(above).isEqualTo(points(svg, 0).get(1)[0] - points(svg, 0).getFirst()[0]);
  }

  @Test
  void namesLinesAndSizes() throws Exception {
    Document svg = plot("mappings", List.of(row("mappings", 100, 1e5)));
    NodeList texts = svg.getElementsByTagName("text");
    assertThat(IntStream.range(0, texts.getLength()).mapToObj(i -> texts.item(i).getTextContent()))
        .contains("GET …/maps", "cat <&>", "mappings", "100", "0.1 ms");
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(
            "Time of GET …/maps and cat <&> by the number of mappings, both axes logarithmic");
  }

  @Test
  void namesOfLinesThatMeetLieApart() throws Exception {
    MergedRow meets =
        MergedRow.of(
            "part",
            List.of(
                Row.of("S8", "tick", Unit.NANOSECONDS, Spread.exactly(1.1e6))
                    .against("floor", Spread.exactly(1e6))
                    .size("processes", "a tick", 100)));
    NodeList texts = plot("processes", List.of(meets)).getElementsByTagName("text");
    List<Double> heights =
        IntStream.range(0, texts.getLength())
            .mapToObj(i -> (Element) texts.item(i))
            .filter(text -> text.getAttribute("text-anchor").equals("start"))
            .map(text -> Double.parseDouble(text.getAttribute("y")))
            .toList();
    assertThat(heights).hasSize(2);
    assertThat(heights.get(1) - heights.get(0)).isGreaterThanOrEqualTo(12);
  }

  @Test
  void drawsOnePlotForEachKindOfWork() throws Exception {
    List<MergedRow> rows = List.of(row("mappings", 100, 1e5), row("processes", 100, 1e6));
    assertThat(CostPlot.write(folder, rows)).hasSize(2).allMatch(Files::exists);
    MergedRow alone =
        MergedRow.of("part", List.of(Row.of("S1", "parse", Unit.NANOSECONDS, Spread.exactly(1))));
    assertThat(CostPlot.write(folder, List.of(alone))).isEmpty();
  }
}
