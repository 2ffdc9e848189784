package dev.vmascope.bench;

import dev.vmascope.bench.report.Row;
import dev.vmascope.bench.report.Unit;
import dev.vmascope.systemtest.RunningService;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// The memory of a thousand processes, beside programs that list it: psutil and smem.
///
/// smem walks the page tables of each process (`smaps`) for PSS and USS. A tick does not, and gives
/// resident and private memory; `…/summary?detail=rollup` walks them, one process at a time. So
/// smem stands beside both: beside the tick as what people start to see the memory of all
/// processes, and beside the rollups as what costs the kernel as much.
final class PeersBench {
  private static final int WARM_UP = 3;
  private static final int ROUNDS = 9;

  /// Rows as psutil is asked for them.
  private static final String LIST =
      "/api/processes?type=user&limit=1000"
          + "&columns=pid,name,user,virtualBytes,residentBytes,privateBytes";

  private static final String PSUTIL =
      """
      import itertools, psutil, sys
      asked = ['pid', 'name', 'username', 'memory_info']
      having = (p for p in psutil.process_iter(asked) if p.info['memory_info'].vms)
      for p in itertools.islice(having, 1000):
        print(p.info)
      """;

  /// The crowd alone: other processes may end meanwhile.
  private static final String CROWD = "/api/processes?name=crowd-*&limit=1000&columns=pid";

  /// The crowd by its command line.
  private static final String CROWD_OF_SMEM = "/crowd [0-9]+ [0-9]+ *$";

  private static final String COLUMNS_OF_SMEM = "pid user name uss pss rss";

  private static final String[] SMEM = {"smem", "-c", COLUMNS_OF_SMEM};

  private PeersBench() {}

  /// The service samples every second among a thousand processes.
  static void run(RunningService service, Consumer<Row> rows) throws Exception {
    list(service, rows);
    tick(service, rows);
    rollups(rows);
  }

  private static void list(RunningService service, Consumer<Row> rows) throws Exception {
    URI list = service.uri(LIST);
    int count = service.json(LIST).path("processes").size();
    InTurn times =
        new InTurn(WARM_UP * ROUNDS, ROUNDS)
            .work("list", () -> Work.get(list))
            .program("psutil", "/usr/bin/python3", "-c", PSUTIL)
            .measure();
    rows.accept(
        Row.of(
                "–",
                "GET /api/processes, 1000 rows with user and memory, from the last tick",
                Unit.NANOSECONDS,
                times.of("list"))
            .against("psutil, which reads them", times.of("psutil"))
            .note(count + " rows"));
  }

  /// A tick that began while smem was running does not count.
  private static void tick(RunningService service, Consumer<Row> rows) throws Exception {
    InTurn times =
        new InTurn(0, ROUNDS)
            .value(
                "tick",
                () -> {
                  CrowdBench.nextTickMicros(service);
                  return CrowdBench.nextTickMicros(service) * 1e3;
                })
            .program("smem", SMEM)
            .measure();
    rows.accept(
        Row.of(
                "–",
                "a tick over 1000 processes: resident and private memory, no walk",
                Unit.NANOSECONDS,
                times.of("tick"))
            .against("smem, which walks `smaps` for PSS and USS", times.of("smem")));
  }

  private static void rollups(Consumer<Row> rows) throws Exception {
    try (RunningService service = Bench.unlimited()) {
      List<URI> rollups =
          StreamSupport.stream(service.json(CROWD).path("processes").spliterator(), false)
              .map((JsonNode process) -> process.path("pid").asString())
              .map(pid -> service.uri("/api/processes/" + pid + "/summary?detail=rollup"))
              .toList();
      InTurn times =
          new InTurn(1, ROUNDS)
              .work(
                  "rollups",
                  () -> {
                    for (URI rollup : rollups) {
                      Work.get(rollup);
                    }
                    return rollups;
                  })
              .program("smem", "smem", "-P", CROWD_OF_SMEM, "-c", COLUMNS_OF_SMEM)
              .measure();
      rows.accept(
          Row.of(
                  "–",
                  "GET …/summary?detail=rollup of each of 1000 processes, one after another",
                  Unit.NANOSECONDS,
                  times.of("rollups"))
              .against("smem, of the same processes", times.of("smem"))
              .note(rollups.size() + " requests, each with a connection of its own"));
    }
  }
}
