package dev.vmascope.shipped.dashboard;

import java.util.List;

/// A mistake that somebody could make in a dashboard: a text that is replaced by another, where it
/// is first.
///
/// @param complaint a part of what is said about it
record DashboardMutation(String uid, String text, String replacement, String complaint) {
  static final List<DashboardMutation> ALL =
      List.of(
          node("\"uid\": \"vmascope-node\"", "\"uid\": \"vmascope-growth\"", "uid that is not"),
          node("\"title\": \"vmascope / Node overview\"", "\"title\": \"\"", "has no title"),
          node("\"schemaVersion\": 39", "\"schemaVersion\": 16", "old schemaVersion"),
          node("\"editable\": false", "\"editable\": true", "can be edited"),
          node("\"refresh\": \"30s\"", "\"refresh\": \"\"", "does not refresh"),
          node("\"includeVars\": true", "\"includeVars\": false", "no links to the other"),
          node("\"weekStart\": \"\"", "\"weekStart\": \"\", \"apiVersion\": \"v2\"", "apiVersion"),
          node("\"fieldConfig\"", "\"fieldconfig\"", "has no field fieldConfig"),
          node("\"type\": \"bargauge\"", "\"type\": \"graph\"", "'graph', which is not known"),
          node("\"graphMode\"", "\"graphmode\"", "does not know: graphmode"),
          node("\"title\": \"Swap by group\"", "\"title\": \"\"", "has no title"),
          node("\"title\": \"Swap by group\"", "\"title\": \"Leak suspects\"", "another's title"),
          node("\"unit\": \"bytes\"", "\"unit\": \"\"", "has no unit"),
          node("\"unit\": \"bytes\"", "\"unit\": \"byte\"", "has no unit"),
          node("\"id\": 3,", "\"id\": 2,", "id of another"),
          node("\"x\": 12", "\"x\": 11", "lies over"),
          node("\"x\": 18", "\"x\": 19", "outside of the grid"),
          node("\"refId\": \"B\"", "\"refId\": \"A\"", "two queries of a name"),
          node("\"instant\": true", "\"instant\": false", "neither instant nor"),
          node("\"name\": \"datasource\"", "\"name\": \"ds\"", "no variable datasource"),
          node("\"uid\": \"${datasource}\"", "\"uid\": \"abc\"", "does not ask $datasource"),
          node("\"name\": \"job\"", "\"name\": \"jobs\"", "uses a variable that is not there: job"),
          node("\"allValue\": \".*\"", "\"allValue\": \"\"", "no variable cluster"),
          node(
              "\"multi\": true,\n        \"name\": \"job\"",
              "\"allValue\": \".+\", \"multi\": true, \"name\": \"job\"",
              "no variable job"),
          node(
              "\"includeAll\": false,\n        \"label\": \"Instance\"",
              "\"includeAll\": true, \"label\": \"Instance\"",
              "and never all"),
          node("topk(10, sum by (group)", "(sum by (group)", "has a line for each group"),
          node("\"refresh\": 2", "\"refresh\": 1", "does not follow the time range"),
          node("/d/vmascope-growth?", "/d/vmascope-leaks?", "link to nowhere"),
          node("${api}/#/", "http://localhost/#/", "link to nowhere"),
          node("${api}/#/findings", "${api}/#/results", "link to nowhere"),
          node("${job:queryparam}", "${jobs:queryparam}", "not there: jobs"),
          node("[$__rate_interval]", "[5m]", "a rate over 5m"),
          node(
              "rate(vmascope_group_page_faults",
              "(vmascope_group_page_faults",
              "a counter without"),
          node("instance=~\\\"$instance\\\"", "instance=~\\\".+\\\"", "not asked for by $instance"),
          node("cluster=~\\\"$cluster\\\", job=~", "job=~", "not asked for by $cluster"),
          node("vmascope_group_resident_bytes", "vmascope_group_rss_bytes", "no metric of the"),
          node("type=\\\"major\\\"", "kind=\\\"major\\\"", "page_faults_total: kind"),
          node("sum by (type)", "sum by (kind)", "no label of what it asks for: kind"),
          node(
              "max by (cluster, instance, group)",
              "sum by (cluster, instance, group)",
              "of ratios"),
          self("_seconds_sum", "_seconds", "no metric of the contract"));

  private static DashboardMutation node(String text, String replacement, String complaint) {
    return new DashboardMutation("vmascope-node", text, replacement, complaint);
  }

  private static DashboardMutation self(String text, String replacement, String complaint) {
    return new DashboardMutation("vmascope-self", text, replacement, complaint);
  }

  /// The dashboard with the mistake.
  Dashboard broken() {
    Dashboard good =
        Dashboard.shipped().stream().filter(d -> d.uid().equals(uid)).findFirst().orElseThrow();
    int at = good.text().indexOf(text);
    if (at < 0) {
      throw new IllegalStateException(text + " is not in " + good);
    }
    String broken =
        good.text().substring(0, at) + replacement + good.text().substring(at + text.length());
    return Dashboard.parse(good.file(), broken);
  }

  @Override
  public String toString() {
    return text + " -> " + replacement;
  }
}
