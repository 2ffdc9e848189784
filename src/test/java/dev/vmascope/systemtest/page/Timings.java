package dev.vmascope.systemtest.page;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/// The times that a browser takes of a page: drawings, long tasks, keys; and the memory it holds.
final class Timings {
  /// From before the first script on: what a buffer would keep is too little.
  private static final String OBSERVE =
      """
      window.timings = { draws: [], tasks: [], keys: [], rows: [] };
      const observe = (type, take, options = {}) =>
        new PerformanceObserver(list => list.getEntries().forEach(take)).observe({ type, buffered: true, ...options });
      observe('measure', entry => {
        if (entry.name === 'strip-draw') timings.draws.push([entry.startTime, entry.duration]);
      });
      observe('longtask', entry => timings.tasks.push([entry.startTime, entry.duration]));
      observe('event', entry => {
        if (entry.name === 'keydown') timings.keys.push([entry.startTime, entry.duration]);
      }, { durationThreshold: 16 });
      new MutationObserver(() => {
        const count = Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 0);
        if (count !== timings.rows.at(-1)?.[1]) timings.rows.push([performance.now(), count]);
      }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-rowcount'] });
      """;

  private final Page page;
  private double from;

  private Timings(Page page) {
    this.page = page;
  }

  /// Those of a page that has visited nothing yet.
  static Timings of(OpenPage open) {
    open.page().addInitScript(OBSERVE);
    return new Timings(open.page());
  }

  /// Forgets what was before.
  void start() {
    from = now();
  }

  double now() {
    return number("performance.now()");
  }

  /// The durations of drawings of the strip, in milliseconds.
  List<Double> draws() {
    return durations("draws");
  }

  /// The durations of tasks of at least 50 ms, in milliseconds.
  List<Double> longTasks() {
    return durations("tasks");
  }

  /// From a key until the page is painted, in milliseconds, for those that take at least 16.
  List<Double> keys() {
    return durations("keys");
  }

  private List<Double> durations(String kind) {
    Object found =
        page.evaluate(
            "([kind, from]) => timings[kind].filter(([start]) => start >= from).map(([, time]) => time)",
            List.of(kind, from));
    return ((List<?>) found).stream().map(each -> ((Number) each).doubleValue()).sorted().toList();
  }

  /// From the last byte of an answer until the table has so many rows, in milliseconds.
  ///
  /// @param path a part of the address of the answer
  double fromAnswerToRows(String path, long rows) {
    return number(
        answer(path) + "timings.rows.find(([, count]) => count === " + rows + ")[0] - end");
  }

  /// The same until the strip is drawn with them.
  double fromAnswerToDrawing(String path, long rows) {
    return number(
        answer(path)
            + "(at => timings.draws.find(([start]) => start >= at).reduce((start, time) => start + time))"
            + "(timings.rows.find(([, count]) => count === "
            + rows
            + ")[0]) - end");
  }

  private static String answer(String path) {
    return "const end = Math.max(...performance.getEntriesByType('resource')"
        + ".filter(each => each.name.includes('"
        + path
        + "')).map(each => each.responseEnd)); return ";
  }

  private double number(String body) {
    String script = body.contains("return ") ? "() => { " + body + "; }" : body;
    return ((Number) page.evaluate(script)).doubleValue();
  }

  /// The bytes that the page holds after a collection: objects, elements, and arrays of numbers.
  static long heapBytes(CDPSession protocol) {
    protocol.send("HeapProfiler.enable");
    protocol.send("HeapProfiler.collectGarbage");
    JsonObject usage = protocol.send("Runtime.getHeapUsage");
    return Stream.of("usedSize", "embedderHeapUsedSize", "backingStorageSize")
        .mapToLong(part -> usage.get(part).getAsLong())
        .sum();
  }

  /// What a page holds after a collection.
  record Held(long bytes, long nodes, long listeners) {}

  static Held held(CDPSession protocol) {
    long bytes = heapBytes(protocol);
    protocol.send("Performance.enable");
    Map<String, Long> metrics = new HashMap<>();
    protocol
        .send("Performance.getMetrics")
        .getAsJsonArray("metrics")
        .forEach(each ->
            metrics.put(
                each.getAsJsonObject().get("name").getAsString(),
                each.getAsJsonObject().get("value").getAsLong()));
    return new Held(
        bytes,
        Objects.requireNonNull(metrics.get("Nodes")),
        Objects.requireNonNull(metrics.get("JSEventListeners")));
  }

  /// The best of some rounds: what else the machine does can only make one longer.
  ///
  /// @param most a round within it is the last
  static double best(double most, int rounds, DoubleSupplier round) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < rounds && best > most; i++) {
      best = Math.min(best, round.getAsDouble());
    }
    return best;
  }

  /// The value that a share of some sorted values is not above; 0 if there are none.
  static double quantile(List<Double> sorted, double share) {
    return sorted.isEmpty()
        ? 0
        : sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
  }
}
