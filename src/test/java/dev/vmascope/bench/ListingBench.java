package dev.vmascope.bench;

import dev.vmascope.mapping.proc.MapsLine;
import dev.vmascope.mapping.proc.MapsParser;
import dev.vmascope.systemtest.RunningService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/// What a listing costs: its parser, and the answers of it.
final class ListingBench {
  private static final int WARM_UP = 25;
  private static final int ROUNDS = 15;

  private ListingBench() {}

  static void parse(long pid) throws Exception {
    Path maps = Path.of("/proc", Long.toString(pid), "maps");
    byte[] listing = Files.readAllBytes(maps);
    byte[] buffer = new byte[1 << 18];
    Map<String, Double> medians =
        medians(
            Map.of(
                "read", () -> Bench.drain(Files.newInputStream(maps), buffer),
                "parse", () -> parse(listing)));
    double read = Objects.requireNonNull(medians.get("read"));
    double parse = Objects.requireNonNull(medians.get("parse"));
    Bench.row(
        "S1",
        "parse " + Bench.MAPPINGS + " mappings",
        Bench.millis(parse),
        "the kernel's read " + Bench.millis(read),
        parse / read,
        0.4);
  }

  private static long parse(byte[] listing) throws IOException {
    MapsParser parser = new MapsParser(new ByteArrayInputStream(listing), "maps");
    long bytes = 0;
    for (MapsLine line = parser.next(); line != null; line = parser.next()) {
      bytes += line.mapping().range().sizeBytes();
    }
    return bytes;
  }

  static void listings(RunningService service, long pid) throws Exception {
    String path = "/api/processes/" + pid + "/maps";
    String proc = "/proc/" + pid;
    Map<String, Double> maps =
        medians(
            Map.of(
                "cat", () -> Bench.run("cat", proc + "/maps"),
                "pmap", () -> Bench.run("pmap", Long.toString(pid)),
                "json", () -> Bench.get(service.uri(path)),
                "text", () -> Bench.get(service.uri(path + "?format=text"))));
    compare("S2", "GET …/maps", maps, "pmap", 3.5);
    Map<String, Double> smaps =
        medians(
            Map.of(
                "cat", () -> Bench.run("cat", proc + "/smaps"),
                "pmap -X", () -> Bench.run("pmap", "-X", Long.toString(pid)),
                "json", () -> Bench.get(service.uri(path + "?detail=smaps")),
                "text", () -> Bench.get(service.uri(path + "?detail=smaps&format=text"))));
    compare("S3", "GET …/maps?detail=smaps", smaps, "pmap -X", 3);
  }

  private static void compare(
      String promise, String what, Map<String, Double> medians, String peer, double target) {
    double cat = Objects.requireNonNull(medians.get("cat"));
    double json = Objects.requireNonNull(medians.get("json"));
    Bench.row(
        promise,
        what + ", JSON",
        Bench.millis(json),
        "cat " + Bench.millis(cat),
        json / cat,
        target);
    double other = Objects.requireNonNull(medians.get(peer));
    Bench.row(
        promise,
        what + ", JSON",
        Bench.millis(json),
        peer + " " + Bench.millis(other),
        json / other,
        1);
    double text = Objects.requireNonNull(medians.get("text"));
    Bench.row(
        promise,
        what + ", text",
        Bench.millis(text),
        "cat " + Bench.millis(cat),
        text / cat,
        target);
  }

  /// Each of them once, in turn, again and again: what slows the machine down hits them alike.
  private static Map<String, Double> medians(Map<String, Callable<?>> work) throws Exception {
    Map<String, double[]> times = new TreeMap<>();
    work.keySet().forEach(name -> times.put(name, new double[ROUNDS]));
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (Map.Entry<String, Callable<?>> each : work.entrySet()) {
        boolean program = each.getKey().startsWith("cat") || each.getKey().startsWith("pmap");
        if (round < -2 && program) {
          continue;
        }
        double took = Bench.nanos(each.getValue());
        if (round >= 0) {
          Objects.requireNonNull(times.get(each.getKey()))[round] = took;
        }
      }
    }
    Map<String, Double> medians = new TreeMap<>();
    times.forEach((name, values) -> medians.put(name, Bench.median(values)));
    return medians;
  }
}
