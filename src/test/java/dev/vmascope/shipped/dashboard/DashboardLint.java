package dev.vmascope.shipped.dashboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What Grafana's dashboard-linter asks of a dashboard, and what is asked of those of this house.
final class DashboardLint {
  private static final Set<String> UNITS =
      Set.of(
          "binBps",
          "bytes",
          "cps",
          "dateTimeAsIso",
          "dateTimeFromNow",
          "none",
          "percentunit",
          "s",
          "short");
  private static final Set<String> SINGLE = Set.of("vmascope-process");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_]\\w*)");
  private static final Pattern MARKDOWN_LINK = Pattern.compile("\\]\\(([^)]*)\\)");
  private static final Pattern DASHBOARD_LINK = Pattern.compile("^/d/([\\w-]+)\\?");
  private static final int COLUMNS = 24;

  private final Dashboard dashboard;
  private final Set<String> uids;
  private final List<String> complaints = new ArrayList<>();

  private DashboardLint(Dashboard dashboard, Set<String> uids) {
    this.dashboard = dashboard;
    this.uids = uids;
  }

  /// @param uids of all dashboards that links may lead to
  static List<String> complaints(Dashboard dashboard, Set<String> uids) {
    DashboardLint lint = new DashboardLint(dashboard, uids);
    lint.dashboard();
    lint.variables();
    lint.panels();
    lint.grid();
    lint.references();
    return lint.complaints;
  }

  private void dashboard() {
    JsonNode root = dashboard.root();
    complainUnless(root.path("title").asString("").startsWith("vmascope / "), "has no title");
    complainUnless(
        dashboard.file().equals(dashboard.uid() + ".json"),
        "has a uid that is not its file's name");
    complainUnless(!root.path("description").asString("").isBlank(), "has no description");
    complainUnless(root.path("schemaVersion").asInt(0) >= 39, "has an old schemaVersion");
    complainUnless(!root.path("editable").asBoolean(true), "can be edited");
    complainUnless(!root.path("refresh").asString("").isEmpty(), "does not refresh");
    complainUnless(
        root.path("tags").valueStream().anyMatch(tag -> tag.asString("").equals("vmascope")),
        "has no tag vmascope");
    complainUnless(
        root.path("links")
            .valueStream()
            .anyMatch(link -> link.path("includeVars").asBoolean(false)),
        "has no links to the other dashboards");
    complainUnless(!root.has("id"), "has the id of a database");
  }

  private void variables() {
    Map<String, JsonNode> byName = new HashMap<>();
    for (JsonNode variable : dashboard.variables()) {
      String name = variable.path("name").asString("");
      complainUnless(byName.put(name, variable) == null, "has two variables " + name);
      complainUnless(!variable.path("label").asString("").isEmpty(), name + " has no label");
      if (variable.path("type").asString("").equals("query")) {
        complainUnless(usesDatasource(variable), name + " does not ask $datasource");
        complainUnless(
            variable.path("refresh").asInt(0) == 2, name + " does not follow the time range");
      }
    }
    JsonNode datasource = byName.get("datasource");
    complainUnless(
        datasource != null
            && datasource.path("query").asString("").equals("prometheus")
            && datasource.path("label").asString("").equals("Data source"),
        "has no variable datasource of Prometheus");
    // All of these labels: also of series that lack it. All jobs: those of the service, no others.
    Map<String, String> all = Map.of("cluster", ".*", "node", ".*", "job", "");
    all.forEach((name, value) -> {
      JsonNode variable = byName.get(name);
      complainUnless(
          variable != null
              && variable.path("multi").asBoolean(false)
              && variable.path("includeAll").asBoolean(false)
              && variable.path("allValue").asString("").equals(value),
          "has no variable " + name + " of which one may choose many, or '" + value + "' for all");
    });
    JsonNode instance = byName.get("instance");
    complainUnless(
        instance != null
            && !instance.path("includeAll").asBoolean(true)
            && instance.path("current").isEmpty()
            && instance.path("multi").asBoolean(false) != SINGLE.contains(dashboard.uid()),
        "has no variable instance, of which one is chosen at first, and never all");
  }

  private void panels() {
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : dashboard.root().path("panels")) {
      complainUnless(ids.add(panel.path("id").asInt(0)), panel, "has the id of another");
      complainUnless(!panel.path("title").asString("").isBlank(), panel, "has no title");
    }
    Set<String> titles = new HashSet<>();
    for (JsonNode panel : dashboard.panels()) {
      complainUnless(titles.add(panel.path("title").asString("")), panel, "has another's title");
      complainUnless(
          panel.path("description").asString("").endsWith("."), panel, "has no description");
      if (!panel.path("type").asString("").equals("text")) {
        queries(panel);
      }
    }
  }

  private void queries(JsonNode panel) {
    String unit = panel.path("fieldConfig").path("defaults").path("unit").asString("");
    complainUnless(UNITS.contains(unit), panel, "has no unit");
    complainUnless(usesDatasource(panel), panel, "does not ask $datasource");
    complainUnless(!panel.path("targets").isEmpty(), panel, "has no query");
    Set<String> references = new HashSet<>();
    for (JsonNode target : panel.path("targets")) {
      complainUnless(usesDatasource(target), panel, "has a query that does not ask $datasource");
      String reference = target.path("refId").asString("");
      complainUnless(
          reference.matches("[A-Z]") && references.add(reference),
          panel,
          "has two queries of a name");
      complainUnless(
          target.path("instant").asBoolean(false) != target.path("range").asBoolean(false),
          panel,
          "has a query that is neither instant nor over a range");
    }
  }

  private void grid() {
    Map<String, String> taken = new HashMap<>();
    for (JsonNode panel : dashboard.root().path("panels")) {
      JsonNode at = panel.path("gridPos");
      int right = at.path("x").asInt(0) + at.path("w").asInt(0);
      int bottom = at.path("y").asInt(0) + at.path("h").asInt(0);
      complainUnless(
          right <= COLUMNS && at.path("w").asInt(0) > 0, panel, "is outside of the grid");
      for (int x = at.path("x").asInt(0); x < right; x++) {
        for (int y = at.path("y").asInt(0); y < bottom; y++) {
          String other = taken.put(x + "," + y, panel.path("title").asString(""));
          if (other != null) {
            complain(panel, "lies over '" + other + "'");
            return;
          }
        }
      }
    }
  }

  /// Variables that are used are there, and links lead to other dashboards or to screens of the
  /// page.
  private void references() {
    Set<String> known = new TreeSet<>();
    dashboard.variables().forEach(variable -> known.add(variable.path("name").asString("")));
    List<String> urls = new ArrayList<>();
    dashboard.root().findValues("url").forEach(url -> urls.add(url.asString("")));
    for (JsonNode text : dashboard.root().findValues("content")) {
      MARKDOWN_LINK.matcher(text.asString("")).results().forEach(link -> urls.add(link.group(1)));
    }
    for (String url : urls) {
      Matcher link = DASHBOARD_LINK.matcher(url);
      boolean good = url.isEmpty() || PageScreens.isLinkToScreen(url);
      complainUnless(
          good || (link.find() && uids.contains(link.group(1))), "has a link to nowhere: " + url);
    }
    List<JsonNode> texts = new ArrayList<>(dashboard.root().findValues("url"));
    texts.addAll(dashboard.root().findValues("expr"));
    texts.addAll(dashboard.root().findValues("content"));
    texts.addAll(dashboard.root().findValues("definition"));
    for (JsonNode text : texts) {
      Matcher variable = VARIABLE.matcher(text.asString(""));
      while (variable.find()) {
        complainUnless(
            variable.group(1).startsWith("__") || known.contains(variable.group(1)),
            "uses a variable that is not there: " + variable.group(1));
      }
    }
  }

  private static boolean usesDatasource(JsonNode node) {
    JsonNode datasource = node.path("datasource");
    return datasource.path("type").asString("").equals("prometheus")
        && datasource.path("uid").asString("").equals("${datasource}");
  }

  private void complainUnless(boolean good, JsonNode panel, String complaint) {
    if (!good) {
      complain(panel, complaint);
    }
  }

  private void complain(JsonNode panel, String complaint) {
    complaints.add("panel '" + panel.path("title").asString("") + "' " + complaint);
  }

  private void complainUnless(boolean good, String complaint) {
    if (!good) {
      complaints.add(complaint);
    }
  }
}
