package dev.vmascope.systemtest.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import dev.vmascope.Sha256;
import dev.vmascope.shipped.ShippedRules;
import dev.vmascope.shipped.dashboard.Dashboard;
import dev.vmascope.systemtest.InTime;
import dev.vmascope.systemtest.Prometheus;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.SmallMachine;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program leaks, an alert fires, and its links lead to the pid: by the page, by the dashboard,
/// and by the runbook. The service asks for tokens, and the name of the group has to be encoded.
@InTime("needs the floors of a leak window")
class PagerDrillIT {
  private static final String OPERATOR = "the-token-of-who-is-on-call";
  private static final String GROUP = "on call/is-anonymous";
  private static final String SCRAPER = "the-token-of-prometheus";

  /// Hours of the rules are minutes here.
  private static final int FACTOR = 60;

  private static final String[] DIVIDED = {
    "--vmascope.sampling.interval=1s",
    "--vmascope.growth.window=36s",
    "--vmascope.growth.leak-window=6m",
    "--vmascope.growth.warm-up=1s",
    "--vmascope.groups[0].match.name=*",
    "--vmascope.groups[0].group=on call/{name}",
    "--vmascope.security.mode=token"
  };

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Pattern COMMAND =
      Pattern.compile("curl -s \"http://localhost:8080(/[^\"]*)\"");

  private static final Pattern SUSPECT =
      Pattern.compile("(?m)^ *(\\d+)\\b.*\\bis-anonymous\\b.*\\bleaking\\b.*$");

  @TempDir Path folder = Path.of("");

  @Test
  void leadsFromAnAlertToThePidByThreeLinksAtMost() throws Exception {
    try (SmallMachine machine = SmallMachine.in(folder);
        RunningService service = service(machine);
        TestProgram program = TestProgram.start(TestProgram.compile("leaks"), "anonymous", "16");
        Prometheus prometheus = prometheus(service)) {
      JsonNode alert = alert(prometheus);
      String pid = Long.toString(program.pid());
      assertThat(alert.at("/annotations/description").asString("")).contains("pid " + pid);

      ServiceClient client = new ServiceClient(service.base());
      assertThat(byThePage(client, alert)).contains(pid);
      assertThat(byTheDashboard(client, prometheus, alert)).isEqualTo(pid);
      assertThat(byTheRunbook(client, alert)).isEqualTo(pid);
    }
  }

  private RunningService service(SmallMachine machine) throws Exception {
    Path tokens = folder.resolve("tokens");
    Files.writeString(
        tokens,
        """
        operator:%s:processes:read,maps:read
        scraper:%s:metrics:read
        """
            .formatted(Sha256.hex(OPERATOR), Sha256.hex(SCRAPER)));
    return RunningService.start(
        Stream.concat(
                Stream.of(DIVIDED),
                Stream.of(machine.option(), "--vmascope.security.token-file=" + tokens))
            .toArray(String[]::new));
  }

  private Prometheus prometheus(RunningService service) throws IOException {
    Files.writeString(folder.resolve("rules.yml"), ShippedRules.dividedBy(FACTOR));
    return Prometheus.configuredBy(
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: [rules.yml]
            scrape_configs:
              - job_name: vmascope
                metrics_path: /actuator/prometheus
                authorization: {credentials: %s}
                static_configs: [{targets: ['%s']}]
            """
                .formatted(SCRAPER, service.base().getAuthority())));
  }

  private static JsonNode alert(Prometheus prometheus) {
    return await("the alert fires")
        .atMost(LONGEST)
        .until(
            () ->
                prometheus
                    .client()
                    .json("/api/v1/alerts")
                    .at("/data/alerts")
                    .valueStream()
                    .filter(alert ->
                        alert.at("/labels/alertname").asString("").equals("VmascopeLeakSuspected"))
                    .filter(alert -> alert.at("/labels/group").asString("").equals(GROUP))
                    .filter(alert -> alert.path("state").asString("").equals("firing"))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /// As the page does once it has asked for a token: the members of the group of the link.
  private static List<String> byThePage(ServiceClient client, JsonNode alert) {
    String link = alert.at("/annotations/page").asString("");
    assertThat(link).isEqualTo("/#/groups?group=on%20call%2Fis-anonymous");
    assertThat(client.get("/").statusCode()).isEqualTo(200);
    String members = "/api/group?name=" + link.substring(link.indexOf('=') + 1);
    assertThat(client.get(members).statusCode()).isEqualTo(401);
    return json(client, members).path("members").findValuesAsString("pid");
  }

  /// The table of suspects has the pid, whose link leads to its growth.
  private static String byTheDashboard(
      ServiceClient client, Prometheus prometheus, JsonNode alert) {
    URI link = URI.create(alert.at("/annotations/dashboard").asString(""));
    Dashboard dashboard =
        Dashboard.shipped().stream()
            .filter(shipped -> link.getPath().equals("/d/" + shipped.uid()))
            .findFirst()
            .orElseThrow();
    DashboardDefaults chosen = DashboardDefaults.of(dashboard, prometheus);
    for (String value : link.getQuery().split("&", -1)) {
      chosen
          .values()
          .put(value.replaceFirst("=.*", "").replace("var-", ""), value.replaceFirst("[^=]*=", ""));
    }
    JsonNode panel =
        dashboard.panels().stream()
            .filter(each -> each.path("title").asString("").equals("Leak suspects by pid"))
            .findFirst()
            .orElseThrow();
    assertThat(panel.findValuesAsString("url")).contains("${api}/#/p/${__value.text}/growth");
    JsonNode suspects = prometheus.query(chosen.in(panel.at("/targets/0/expr").asString("")));
    assertThat(suspects).hasSize(1);
    String pid = suspects.at("/0/metric/pid").asString("");
    assertThat(json(client, "/api/processes/" + pid + "/growth").path("verdict").asString(""))
        .isEqualTo("leaking");
    return pid;
  }

  /// The first command of the section has a line of the process.
  private static String byTheRunbook(ServiceClient client, JsonNode alert) throws IOException {
    String link = alert.at("/annotations/runbook_url").asString("");
    assertThat(link).isEqualTo("docs/runbook.md#leak");
    String runbook = Files.readString(Path.of(link.replaceFirst("#.*", "")));
    Matcher command = COMMAND.matcher(runbook.substring(runbook.indexOf("\n## Leak\n")));
    assertThat(command.find()).isTrue();
    HttpResponse<String> answer = client.getWith(OPERATOR, command.group(1));
    assertThat(answer.statusCode()).isEqualTo(200);
    Matcher line = SUSPECT.matcher(answer.body());
    assertThat(line.find()).as(answer.body()).isTrue();
    return line.group(1);
  }

  private static JsonNode json(ServiceClient client, String path) {
    HttpResponse<String> answer = client.getWith(OPERATOR, path);
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body());
  }
}
