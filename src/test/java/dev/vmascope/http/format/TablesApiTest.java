package dev.vmascope.http.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vmascope.ServiceClient;
import dev.vmascope.http.format.TableRequests.Asked;
import dev.vmascope.http.table.Heading;
import dev.vmascope.http.table.TerminalText;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tables of all operations, about the processes of this machine.
@AutoConfigureMetrics
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "vmascope.sampling.interval=1s",
      "vmascope.growth.window=3s",
      "vmascope.growth.warm-up=0s"
    })
class TablesApiTest {
  /// A number whose field has a unit in its name, but none itself.
  private static final Pattern MEASURE =
      Pattern.compile(
          ".*(?:Bytes|Millis|Micros|Percent|PerSecond|[sS]econds|Coverage|Ratio|[uU]tilisation)"
              + "|secondsLeft|perSecond|bytes");

  private static final Pattern BARE = Pattern.compile("(?:.* )?[-+]?\\d[\\d.]*");

  /// The headings of what a process can make long.
  private static final Pattern NAMED =
      Pattern.compile(
          "  (?:NAME +)?(?:PATH|EXECUTABLE|CGROUP|OBJECT NAME|LABEL|OTHER VERSION|PATH BEFORE)\\b");

  /// The fields of what a process can make long, and of commands, which are to be copied.
  private static final Pattern FREE_FIELD =
      Pattern.compile(
          "^ *(?:executable|command line|cgroup|[a-z ]*path|label|line|evidence|next steps)\\b");

  private static final int WIDTH = 120;

  private static final Pattern NANOSECONDS = Pattern.compile("\\d{2}:\\d{2}:\\d{2}\\.\\d{4,}Z");

  @LocalServerPort private int port;
  private TableRequests requests = new TableRequests(new ServiceClient(0));

  @BeforeEach
  void waitForSamples() {
    ServiceClient client = new ServiceClient(port);
    requests = new TableRequests(client);
    await()
        .until(() ->
            client.json("/api/processes/self/growth").at("/measures/0").has("growthPerSecond"));
  }

  @Test
  void haveAUnitForEachMeasure() {
    int checked = 0;
    for (Asked asked : requests.all()) {
      JsonNode json = JsonMapper.shared().readTree(requests.sure(asked.in(Format.JSON)));
      Map<String, String> measures = new LinkedHashMap<>();
      json.properties().forEach(field -> collect("", field.getKey(), field.getValue(), measures));
      for (Format format : List.of(Format.TABLE, Format.WIDE)) {
        String table = requests.sure(asked.in(format));
        assertThat(table).as("%s", asked).doesNotContainPattern(NANOSECONDS);
        checked += measures.keySet().stream().mapToInt(name -> check(asked, name, table)).sum();
      }
    }
    assertThat(checked).isGreaterThan(1000);
  }

  /// Apart from what a process names, which comes last.
  @Test
  void fitIntoATerminal() {
    int checked = 0;
    List<Asked> all = requests.all();
    for (Asked asked : all) {
      checkWidth(asked, requests.sure(asked.in(Format.TABLE)));
    }
    for (String pid : pids()) {
      for (Asked asked : all.stream().filter(Asked::isAboutItself).toList()) {
        // A process may end, and the kernel may refuse it.
        Asked other = asked.about(pid).in(Format.TABLE);
        Optional<String> table = requests.answer(other);
        table.ifPresent(text -> checkWidth(other, text));
        checked += table.isPresent() ? 1 : 0;
      }
    }
    assertThat(checked).isGreaterThan(50);
  }

  /// The processes of the machine, one of each name.
  private Collection<String> pids() {
    Map<String, String> pids = new LinkedHashMap<>();
    requests
        .client()
        .json("/api/processes?limit=200")
        .path("processes")
        .forEach(
            process -> pids.put(process.path("name").asString(), process.path("pid").asString()));
    return pids.values();
  }

  @Test
  void haveColoursForThoseWhoAsk() {
    int coloured = 0;
    for (Asked asked : requests.all()) {
      String table = requests.sure(asked.in(Format.TABLE).with("color=true"));
      coloured += table.contains("\u001b[") ? 1 : 0;
      assertThat(table.replaceAll("\u001b\\[(?:1|2|31|33|0)m", ""))
          .as("%s", asked)
          .doesNotContain("\u001b");
      assertThat(requests.sure(asked.in(Format.TABLE).with("color=false")))
          .doesNotContain("\u001b");
      assertThat(requests.answer(asked.in(Format.JSON).with("color=true")))
          .as("%s", asked)
          .isEmpty();
    }
    assertThat(coloured).isGreaterThan(25);
  }

  private static void checkWidth(Asked asked, String table) {
    int end = Integer.MAX_VALUE;
    boolean field = false;
    for (String line : table.split("\n", -1)) {
      Matcher named = NAMED.matcher(line);
      if (line.isBlank()) {
        end = Integer.MAX_VALUE;
      } else if (line.matches("[ A-Z0-9]+") && named.find()) {
        end = named.start();
      }
      boolean begins = !line.isBlank() && line.charAt(line.startsWith("  ") ? 2 : 0) != ' ';
      field = begins ? FREE_FIELD.matcher(line).find() : field;
      boolean free = end < WIDTH || field;
      assertThat(free ? 0 : TerminalText.width(line))
          .as("%s: %s", asked, line)
          .isLessThanOrEqualTo(WIDTH);
    }
  }

  /// The words for each field with a measure, below the lists that have it in their rows.
  private static void collect(
      String prefix, String name, JsonNode value, Map<String, String> measures) {
    String path = prefix + name;
    if (value.isObject()) {
      value
          .properties()
          .forEach(field -> collect(path + ".", field.getKey(), field.getValue(), measures));
    } else if (value.isArray()) {
      value.forEach(row ->
          row.properties()
              .forEach(field -> collect("", field.getKey(), field.getValue(), measures)));
    } else if (value.isNumber() && MEASURE.matcher(path).matches()) {
      measures.put(Heading.words(path), path);
    }
  }

  /// Checks that each value of a measure has a unit: of a field, or in a column below a heading.
  ///
  /// @return the number of values
  private static int check(Asked asked, String words, String table) {
    String heading = words.toUpperCase(Locale.ROOT);
    Pattern column = Pattern.compile("(?:^|  )" + Pattern.quote(heading) + "(?=  |$)");
    int end = -1;
    int checked = 0;
    for (String line : table.split("\n", -1)) {
      Matcher found = column.matcher(line);
      if (line.isEmpty()) {
        end = -1;
      } else if (line.equals(line.toUpperCase(Locale.ROOT)) && found.find()) {
        end = found.end();
      } else if (end > 0 && line.length() >= end) {
        // A wider cell before it may shift it.
        int gap = line.indexOf("  ", end - 1);
        String cells = gap < 0 ? line : line.substring(0, gap);
        assertThat(cells).as("%s: %s", asked, line).doesNotMatch(BARE);
        checked++;
      }
      if (line.startsWith(words + "  ")) {
        assertThat(line).as("%s", asked).doesNotMatch(BARE);
        checked++;
      }
    }
    return checked;
  }
}
