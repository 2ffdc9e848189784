package dev.vmascope.bench;

import dev.vmascope.bench.report.Row;
import dev.vmascope.bench.report.Target;
import dev.vmascope.bench.report.Unit;
import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.systemtest.RunningService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// The cost of a listing: of its parser, and of the answers that have it.
final class ListingBench {
  private static final int WARM_UP = 25;
  private static final int ROUNDS = 15;

  private static final String PSUTIL =
      "import psutil, sys; psutil.Process(int(sys.argv[1])).memory_maps(grouped=False)";

  private ListingBench() {}

  static void parse(long pid, Consumer<Row> rows) throws Exception {
    Path maps = Path.of("/proc", Long.toString(pid), "maps");
    byte[] listing = Files.readAllBytes(maps);
    byte[] buffer = new byte[1 << 18];
    try (ReadLoop floor = ReadLoop.of(maps)) {
      InTurn times =
          new InTurn(WARM_UP, ROUNDS)
              .value(ReadLoop.NAME, floor::nanos)
              .work("the kernel's read", () -> Work.drain(Files.newInputStream(maps), buffer))
              .work("parse", () -> parse(listing))
              .measure();
      Rows parse = new Rows(times, "S1", "parse " + Bench.MAPPINGS + " mappings", "parse", rows);
      parse.against("the kernel's read", 0.35);
      parse.beside(ReadLoop.NAME);
    }
  }

  private static long parse(byte[] listing) throws IOException {
    MapsParser parser = new MapsParser(new ByteArrayInputStream(listing), "maps");
    long bytes = 0;
    for (MapsLine line = parser.next(); line != null; line = parser.next()) {
      bytes += line.mapping().range().sizeBytes();
    }
    return bytes;
  }

  static void listings(RunningService service, long process, Consumer<Row> rows) throws Exception {
    String pid = Long.toString(process);
    try (ReadLoop maps = ReadLoop.of(Path.of("/proc", pid, "maps"));
        ReadLoop smaps = ReadLoop.of(Path.of("/proc", pid, "smaps"))) {
      maps(service, pid, maps, rows);
      smaps(service, pid, smaps, rows);
    }
  }

  private static void maps(RunningService service, String pid, ReadLoop floor, Consumer<Row> rows)
      throws Exception {
    String path = "/api/processes/" + pid + "/maps";
    InTurn times =
        new InTurn(WARM_UP, ROUNDS)
            .value(ReadLoop.NAME, floor::nanos)
            .program("cat", "cat", "/proc/" + pid + "/maps")
            .program("pmap", "pmap", pid)
            .work("json", () -> Work.get(service.uri(path)))
            .program("curl", "curl", "-sf", service.uri(path).toString())
            .work("text", () -> Work.get(service.uri(path + "?format=text")))
            .measure();
    Rows json = new Rows(times, "S2", "GET …/maps, JSON", "json", rows);
    json.against("cat", 2.5);
    json.against("pmap", 0.7);
    json.beside(ReadLoop.NAME);
    new Rows(times, "S2", "GET …/maps, JSON, by curl", "curl", rows).against("pmap", 0.9);
    new Rows(times, "S2", "GET …/maps, text", "text", rows).against("cat", 2.5);
  }

  private static void smaps(RunningService service, String pid, ReadLoop floor, Consumer<Row> rows)
      throws Exception {
    String path = "/api/processes/" + pid + "/maps?detail=smaps";
    InTurn times =
        new InTurn(WARM_UP, ROUNDS)
            .value(ReadLoop.NAME, floor::nanos)
            .program("cat", "cat", "/proc/" + pid + "/smaps")
            .program("pmap -X", "pmap", "-X", pid)
            .program("psutil", "/usr/bin/python3", "-c", PSUTIL, pid)
            .work("json", () -> Work.get(service.uri(path)))
            .program("curl", "curl", "-sf", service.uri(path).toString())
            .work("text", () -> Work.get(service.uri(path + "&format=text")))
            .measure();
    Rows json = new Rows(times, "S3", "GET …/maps?detail=smaps, JSON", "json", rows);
    json.against("cat", 2.5);
    json.against("pmap -X", 0.4);
    json.against("psutil", 1.0);
    json.beside(ReadLoop.NAME);
    Rows curl = new Rows(times, "S3", "GET …/maps?detail=smaps, JSON, by curl", "curl", rows);
    curl.beside("cat");
    curl.beside("pmap -X");
    new Rows(times, "S3", "GET …/maps?detail=smaps, text", "text", rows).against("cat", 2.5);
  }

  /// The rows of one time, which is compared with others of the same rounds.
  private record Rows(InTurn times, String promise, String what, String name, Consumer<Row> rows) {
    /// A row with the ratio that is promised.
    void against(String other, double target) {
      rows.accept(row(other).target(new Target.RatioAtMost(target)));
    }

    /// A row with a ratio that nobody promised.
    void beside(String other) {
      rows.accept(row(other));
    }

    private Row row(String other) {
      return Row.of(promise, what, Unit.NANOSECONDS, times.of(name))
          .against(other, times.of(other));
    }
  }
}
