package dev.vmascope.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A plot of times by the amount of work, as SVG; both axes are logarithmic. What costs the same
/// for each has a slope of one, which the grid shows: a decade is as wide as it is high.
///
/// Colours follow the reader's choice of light or dark, and lines differ in their dashes as well.
public final class CostPlot {
  private static final int DECADE = 80;
  private static final int LEFT = 70;
  private static final int TOP = 30;
  private static final int RIGHT = 240;
  private static final int BOTTOM = 50;
  private static final int STYLES = 4;
  private static final int TEXT_LINE = 14;

  private static final String STYLE =
      """
      <style>
      text{font:12px sans-serif;fill:#24292f}.back{fill:#fff}.grid{stroke:#d0d7de}
      .line,.bar{fill:none;stroke-width:2}.bar{stroke-width:1}
      .s0{stroke:#0550ae}.s1{stroke:#b35900;stroke-dasharray:6 3}.s2{stroke:#1a7f37;stroke-dasharray:2 3}
      .s3{stroke:#8250df;stroke-dasharray:9 3 2 3}.bar{stroke-dasharray:none}
      @media (prefers-color-scheme:dark){
      text{fill:#e6edf3}.back{fill:#0d1117}.grid{stroke:#3d444d}
      .s0{stroke:#6cb6ff}.s1{stroke:#f0a45d}.s2{stroke:#6bc46d}.s3{stroke:#dcbdfb}}
      </style>
      """;

  private final String sizes;
  private final Map<String, List<Point>> lines = new LinkedHashMap<>();
  private final StringBuilder svg = new StringBuilder();

  private CostPlot(String sizes) {
    this.sizes = sizes;
  }

  /// A point of a line.
  ///
  /// @param size the amount of work, and then its place from left to right
  private record Point(double size, Spread nanos) {}

  /// The name of a line, beside its end.
  private record Name(String text, double x, double y) {}

  /// An axis: whole decades, from one power of ten to another.
  private record Axis(int from, int to) {
    static Axis of(Stream<Double> values) {
      DoubleSummaryStatistics all = values.mapToDouble(Double::doubleValue).summaryStatistics();
      int from = (int) Math.floor(Math.log10(all.getMin()));
      return new Axis(from, Math.max(from + 1, (int) Math.ceil(Math.log10(all.getMax()))));
    }

    double[] decades() {
      return IntStream.rangeClosed(from, to).mapToDouble(power -> Math.pow(10, power)).toArray();
    }

    double place(double value) {
      return (Math.log10(value) - from) * DECADE;
    }

    int length() {
      return (to - from) * DECADE;
    }
  }

  /// Writes a plot for each thing that rows are counted by, as `cost-by-….svg`.
  public static List<Path> write(Path folder, List<MergedRow> rows) throws IOException {
    Map<String, CostPlot> plots = new LinkedHashMap<>();
    for (MergedRow merged : rows) {
      Row row = merged.row();
      row.size().ifPresent(size -> plots.computeIfAbsent(size.of(), CostPlot::new).add(row, size));
    }
    List<Path> files = new ArrayList<>();
    for (CostPlot plot : plots.values()) {
      Path file = folder.resolve("cost-by-" + plot.sizes + ".svg");
      Files.writeString(file, plot.draw());
      files.add(file);
    }
    return files;
  }

  private void add(Row row, Row.Size size) {
    line(size.line()).add(new Point(size.count(), row.value()));
    row.reference()
        .ifPresent(other -> line(other.name()).add(new Point(size.count(), other.value())));
  }

  private List<Point> line(String name) {
    return lines.computeIfAbsent(name, _ -> new ArrayList<>());
  }

  private String draw() {
    List<Point> points = lines.values().stream().flatMap(List::stream).toList();
    Axis across = Axis.of(points.stream().map(Point::size));
    Axis up =
        Axis.of(
            points.stream()
                .flatMap(point -> Stream.of(point.nanos().least(), point.nanos().most())));
    int width = LEFT + across.length() + RIGHT;
    int height = TOP + up.length() + BOTTOM;
    String box = "width=\"%d\" height=\"%d\"".formatted(width, height);
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" %s viewBox="0 0 %d %d" role="img">
        <title>Time of %s by the number of %s, both axes logarithmic</title>
        %s<rect class="back" %s/>
        """
            .formatted(
                box,
                width,
                height,
                text(String.join(" and ", lines.keySet())),
                text(sizes),
                STYLE,
                box));
    int bottom = TOP + up.length();
    for (double decade : across.decades()) {
      double x = LEFT + across.place(decade);
      line("grid", x, TOP, x, bottom);
      label(x, bottom + 18, "middle", String.format(Locale.ROOT, "%,.0f", decade));
    }
    label(LEFT + across.length() / 2.0, bottom + 40, "middle", sizes);
    for (double decade : up.decades()) {
      double y = bottom - up.place(decade);
      line("grid", LEFT, y, LEFT + across.length(), y);
      label(LEFT - 6, y + 4, "end", time(decade));
    }
    List<Name> names = new ArrayList<>();
    for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
      List<Point> placed =
          line.getValue().stream()
              .map(point -> new Point(LEFT + across.place(point.size()), point.nanos()))
              .toList();
      DoubleUnaryOperator y = nanos -> bottom - up.place(nanos);
      draw(placed, y, "s" + names.size() % STYLES);
      Point last = placed.getLast();
      names.add(
          new Name(line.getKey(), last.size() + 6, y.applyAsDouble(last.nanos().median()) + 4));
    }
    addApart(names);
    return svg.append("</svg>\n").toString();
  }

  /// Adds names, those that would lie on one another below one another.
  private void addApart(List<Name> names) {
    double free = 0;
    for (Name name : names.stream().sorted(Comparator.comparingDouble(Name::y)).toList()) {
      double y = Math.max(name.y(), free);
      label(name.x(), y, "start", name.text());
      free = y + TEXT_LINE;
    }
  }

  private void draw(List<Point> points, DoubleUnaryOperator y, String style) {
    svg.append("<polyline class=\"line ").append(style).append("\" points=\"");
    for (Point point : points) {
      double median = y.applyAsDouble(point.nanos().median());
      svg.append(number(point.size())).append(',').append(number(median)).append(' ');
    }
    svg.append("\"/>\n");
    for (Point point : points) {
      double most = y.applyAsDouble(point.nanos().most());
      double least = y.applyAsDouble(point.nanos().least());
      line("bar " + style, point.size(), most, point.size(), least);
    }
  }

  private void line(String style, double fromX, double fromY, double toX, double toY) {
    svg.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(style, number(fromX), number(fromY), number(toX), number(toY)));
  }

  private void label(double x, double y, String anchor, String text) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n"
            .formatted(number(x), number(y), anchor, text(text)));
  }

  private static String time(double nanos) {
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, nanos < 1e5 ? "%.2f ms" : "%.1f ms", nanos / 1e6);
    }
    return nanos < 1e9
        ? String.format(Locale.ROOT, "%.0f ms", nanos / 1e6)
        : String.format(Locale.ROOT, "%.0f s", nanos / 1e9);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String text(String plain) {
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace("`", "");
  }
}
