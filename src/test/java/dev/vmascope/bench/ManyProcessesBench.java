package dev.vmascope.bench;

import dev.vmascope.bench.report.Row;
import dev.vmascope.bench.report.Spread;
import dev.vmascope.bench.report.Target;
import dev.vmascope.bench.report.Unit;
import dev.vmascope.systemtest.RunningService;
import dev.vmascope.systemtest.TestProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// The cost of ten thousand processes, with the defaults of the service: a tick every ten seconds,
/// the list of processes, and the table of the page.
final class ManyProcessesBench {
  private static final int PROCESSES = 10_000;
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /// The ticks in which everything is read once, such as links to executables.
  private static final int CYCLE = 12;

  private static final int WARM_UP = 60;
  private static final int ROUNDS = 31;
  private static final double MOST_SHARE = 0.05;
  private static final double MOST_NANOS = 100e6;

  static final Path TABLE = Path.of("src/page/processes/useCrowd.browser.ts");
  private static final Pattern FIELDS = Pattern.compile("(?s)const FIELDS = \\[(.*?)\\]");
  private static final Pattern FIELD = Pattern.compile("'([a-zA-Z]+)'");

  private ManyProcessesBench() {}

  static void run(Consumer<Row> rows) throws Exception {
    try (TestProgram _ = CrowdBench.crowd(PROCESSES);
        RunningService service = RunningService.start()) {
      CrowdBench.awaitTicks(service, CYCLE);
      processorTime(service, rows);
      requests(service, rows);
    }
  }

  /// The mean of a whole cycle: its most expensive tick counts, too.
  private static void processorTime(RunningService service, Consumer<Row> rows) throws Exception {
    double[] shares = new double[CYCLE];
    long before = CrowdBench.processorNanos(service.pid());
    long began = System.nanoTime();
    for (int i = 0; i < CYCLE; i++) {
      long spent = CrowdBench.processorNanos(service.pid());
      long start = System.nanoTime();
      Work.pass(INTERVAL);
      shares[i] = share(spent, CrowdBench.processorNanos(service.pid()), start);
    }
    double mean = share(before, CrowdBench.processorNanos(service.pid()), began);
    rows.accept(
        Row.of(
                "–",
                "processor time with " + PROCESSES + " processes and a tick every 10 s",
                Unit.SHARE,
                Spread.exactly(mean))
            .target(new Target.AtMost(MOST_SHARE))
            .note(
                "of a processor, the mean of %d intervals; of one %s"
                    .formatted(CYCLE, Unit.SHARE.print(Spread.of(shares)))));
  }

  private static double share(long before, long after, long began) {
    return (double) (after - before) / (System.nanoTime() - began);
  }

  private static void requests(RunningService service, Consumer<Row> rows) throws Exception {
    URI list = service.uri("/api/processes");
    List<URI> pages = pages(service);
    int[] next = new int[1];
    InTurn times =
        new InTurn(WARM_UP, ROUNDS)
            .work("list", () -> Work.get(list))
            .work("page", () -> Work.get(pages.get(next[0]++ % pages.size())))
            .measure();
    rows.accept(row("GET /api/processes among " + PROCESSES + " processes", times.of("list")));
    rows.accept(
        row("… as the table of the page requests it, 1000 rows at a time", times.of("page"))
            .note(pages.size() + " pages in turn"));
  }

  private static Row row(String what, Spread nanos) {
    return Row.of("–", what, Unit.NANOSECONDS, nanos).target(new Target.AtMost(MOST_NANOS));
  }

  /// The requests of the table, page by page, each with a thousand rows.
  private static List<URI> pages(RunningService service) throws IOException {
    String first = table();
    List<URI> pages = new ArrayList<>();
    for (String path = first; !path.isEmpty(); ) {
      JsonNode page = service.json(path);
      if (page.path("processes").size() == 1000) {
        pages.add(service.uri(path));
      }
      String cursor = page.path("next").asString("");
      path = cursor.isEmpty() ? "" : first + "&after=" + cursor;
    }
    if (pages.size() < PROCESSES / 1000) {
      throw new IllegalStateException("only " + pages.size() + " full pages");
    }
    return pages;
  }

  /// The path of the first page, with the columns that the source of the table has.
  static String table() throws IOException {
    Matcher fields = FIELDS.matcher(Files.readString(TABLE));
    if (!fields.find()) {
      throw new IllegalStateException(TABLE + " has no fields");
    }
    return FIELD
        .matcher(fields.group(1))
        .results()
        .map(field -> field.group(1))
        .collect(
            Collectors.joining(
                ",",
                "/api/processes?type=user&sort=pid,asc&limit=1000&history=privateBytes&columns=",
                ""));
  }
}
