package dev.vmascope.shipped.dashboard;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The fields of Grafana's classic dashboard model that are used here: what must be there, and what
/// may be. Options of a kind of panel are checked by name alone.
final class DashboardModel {
  private record Fields(Set<String> required, Set<String> optional) {}

  private static final Fields DASHBOARD =
      fields(
          "annotations description editable fiscalYearStartMonth graphTooltip links panels refresh"
              + " schemaVersion tags templating time timepicker timezone title uid version weekStart",
          "");
  private static final Fields ROW = fields("collapsed gridPos id panels title type", "");
  private static final Fields TEXT = fields("description gridPos id options title type", "");
  private static final Fields PANEL =
      fields(
          "datasource description fieldConfig gridPos id options targets title type",
          "transformations");
  private static final Fields TARGET =
      fields("datasource editorMode expr format instant legendFormat range refId", "");
  private static final Fields DEFAULTS =
      fields("color links mappings thresholds unit", "custom decimals max min noValue");
  private static final Fields LINK = fields("title url", "targetBlank");
  private static final Fields DATASOURCE_VARIABLE =
      fields(
          "current hide includeAll label multi name options query refresh regex skipUrlSync type",
          "");
  private static final Fields QUERY_VARIABLE =
      fields(
          "current datasource definition hide includeAll label multi name options query refresh"
              + " regex skipUrlSync sort type",
          "allValue description");
  private static final Fields TEXT_VARIABLE =
      fields("current description hide label name options query skipUrlSync type", "");

  /// What the options of each kind of panel are called.
  private static final Map<String, Set<String>> OPTIONS =
      Map.ofEntries(
          entry("timeseries", words("legend tooltip")),
          entry(
              "stat", words("colorMode graphMode justifyMode orientation reduceOptions textMode")),
          entry(
              "bargauge",
              words(
                  "displayMode minVizHeight minVizWidth orientation reduceOptions showUnfilled"
                      + " valueMode")),
          entry("table", words("cellHeight footer showHeader sortBy")),
          entry(
              "state-timeline", words("alignValue legend mergeValues rowHeight showValue tooltip")),
          entry(
              "heatmap", words("calculate cellGap color exemplars legend rowsFrame tooltip yAxis")),
          entry("text", words("code content mode")));

  private final List<String> complaints = new ArrayList<>();

  static List<String> complaints(Dashboard dashboard) {
    DashboardModel model = new DashboardModel();
    model.check("dashboard", dashboard.root(), DASHBOARD);
    dashboard.root().path("panels").forEach(model::panel);
    dashboard.variables().forEach(model::variable);
    return model.complaints;
  }

  private void panel(JsonNode panel) {
    String what = "panel '" + panel.path("title").asString("") + "'";
    check(what + " gridPos", panel.path("gridPos"), fields("h w x y", ""));
    String type = panel.path("type").asString("");
    switch (type) {
      case "row" -> check(what, panel, ROW);
      case "text" -> check(what, panel, TEXT);
      default -> {
        check(what, panel, PANEL);
        JsonNode defaults = panel.path("fieldConfig").path("defaults");
        check(what + " defaults", defaults, DEFAULTS);
        defaults.path("links").forEach(link -> check(what + " link", link, LINK));
        panel.path("targets").forEach(target -> check(what + " target", target, TARGET));
      }
    }
    Set<String> options = OPTIONS.getOrDefault(type, Set.of());
    if (!type.equals("row") && options.isEmpty()) {
      complaints.add(what + " is of the kind '" + type + "', which is not known");
    } else if (!type.equals("row")) {
      check(what + " options", panel.path("options"), new Fields(Set.of(), options));
    }
  }

  private void variable(JsonNode variable) {
    String what = "variable '" + variable.path("name").asString("") + "'";
    switch (variable.path("type").asString("")) {
      case "datasource" -> check(what, variable, DATASOURCE_VARIABLE);
      case "query" -> check(what, variable, QUERY_VARIABLE);
      case "textbox" -> check(what, variable, TEXT_VARIABLE);
      default -> complaints.add(what + " is of a kind that is not known");
    }
  }

  private void check(String what, JsonNode object, Fields fields) {
    for (String name : fields.required()) {
      if (!object.has(name)) {
        complaints.add(what + " has no field " + name);
      }
    }
    for (String name : object.propertyNames()) {
      if (!fields.required().contains(name) && !fields.optional().contains(name)) {
        complaints.add(what + " has a field that the model does not know: " + name);
      }
    }
  }

  private static Fields fields(String required, String optional) {
    return new Fields(words(required), words(optional));
  }

  private static Set<String> words(String text) {
    return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
  }
}
