package dev.vmascope.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON of a report: the facts of the machine, and each row, merged and of each run. Values are
/// in nanoseconds, bytes, parts of one, or numbers of things, as `unit` says.
public final class ReportFile {
  private static final JsonMapper JSON = new JsonMapper();

  private ReportFile() {}

  /// Writes the file, and replaces one that is there.
  public static void write(Path file, MachineFacts machine, Report report) throws IOException {
    byte[] text =
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(tree(machine, report.merged()));
    Files.write(file, text);
  }

  static ObjectNode tree(MachineFacts machine, List<MergedRow> merged) {
    ObjectNode tree = JSON.createObjectNode();
    tree.set("machine", JSON.valueToTree(machine));
    ArrayNode rows = tree.putArray("rows");
    for (MergedRow each : merged) {
      ObjectNode row = rows.addObject().put("part", each.part());
      describe(each.row(), row);
      each.ratio().ifPresent(ratio -> spread(row.putObject("ratio"), ratio));
      each.row().target().ifPresent(target -> target(row.putObject("target"), target));
      each.met().ifPresent(met -> row.put("met", met));
      ArrayNode runs = row.putArray("runs");
      for (Row run : each.runs()) {
        ObjectNode one = runs.addObject();
        values(run, one);
        run.ratio().ifPresent(ratio -> one.put("ratio", ratio));
      }
    }
    return tree;
  }

  private static void describe(Row row, ObjectNode node) {
    node.put("promise", row.promise()).put("what", row.what()).put("unit", name(row.unit()));
    values(row, node);
  }

  private static void values(Row row, ObjectNode node) {
    spread(node.putObject("value"), row.value());
    row.reference()
        .ifPresent(
            other -> spread(node.putObject("reference").put("name", other.name()), other.value()));
    row.size().ifPresent(size -> node.putObject("size").put(size.of(), size.count()));
    if (!row.note().isEmpty()) {
      node.put("note", row.note());
    }
  }

  private static void spread(ObjectNode node, Spread spread) {
    node.put("median", spread.median()).put("least", spread.least()).put("most", spread.most());
  }

  private static void target(ObjectNode node, Target target) {
    String kind =
        switch (target) {
          case Target.RatioAtMost _ -> "ratio-at-most";
          case Target.AtMost _ -> "at-most";
          case Target.AtLeast _ -> "at-least";
        };
    node.put("kind", kind).put("bound", target.bound());
  }

  private static String name(Unit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }
}
