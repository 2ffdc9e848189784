package dev.vmascope.bench;

import dev.vmascope.Shell;
import dev.vmascope.systemtest.Wire;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The client `wrk`, which is not Java: one thread, one connection, one request after another. An
/// answer that is an error ends the measurement.
final class Wrk {
  private static final String SECONDS = "1s";
  private static final Pattern MEDIAN = Pattern.compile("(?m)^ +50% +([0-9.]+)(us|ms|s)$");
  private static final Pattern ERRORS = Pattern.compile("Non-2xx|Socket errors");
  private static final Pattern REQUESTS = Pattern.compile("(?m)^ +([0-9]+) requests in ");
  private static final Map<String, Double> NANOS = Map.of("us", 1e3, "ms", 1e6, "s", 1e9);

  private Wrk() {}

  /// The median time of requests during a second.
  static double medianNanos(URI uri) throws IOException, InterruptedException {
    return medianNanos(report(uri));
  }

  /// The median time of requests that the service answers with the end of the connection, and
  /// without a length: probes. Connecting is not part of it.
  static double medianNanosOfProbes(URI uri) throws IOException, InterruptedException {
    return medianNanosOfProbes(report(uri));
  }

  private static String report(URI uri) throws IOException, InterruptedException {
    // `wrk` would follow no redirection, and not tell.
    if (Wire.get(uri).status() != 200) {
      throw new IllegalStateException("no answer from " + uri);
    }
    Shell.Result result =
        Shell.run(
            "wrk",
            "--threads",
            "1",
            "--connections",
            "1",
            "--duration",
            SECONDS,
            "--latency",
            uri.toString());
    if (result.status() != 0) {
      throw new IllegalStateException("wrk: " + result);
    }
    return result.output();
  }

  /// The median in a report without errors.
  static double medianNanos(String report) {
    Matcher median = MEDIAN.matcher(report);
    if (ERRORS.matcher(report).find() || !median.find()) {
      throw new IllegalStateException(report);
    }
    double nanos = Objects.requireNonNull(NANOS.get(median.group(2)));
    return Double.parseDouble(median.group(1)) * nanos;
  }

  /// The median in a report of probes: `wrk` takes each end of a connection for an error of
  /// reading, after it has counted the answer.
  static double medianNanosOfProbes(String report) {
    Matcher requests = REQUESTS.matcher(report);
    if (!requests.find()) {
      throw new IllegalStateException(report);
    }
    String ends =
        "  Socket errors: connect 0, read %s, write 0, timeout 0\n".formatted(requests.group(1));
    return medianNanos(report.replace(ends, ""));
  }
}
