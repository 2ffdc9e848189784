package dev.vmascope.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The report of `wrk`: its median, unless an answer was an error.
class WrkTest {
  private static final String REPORT =
      """
      Running 1s test @ http://127.0.0.1:8080/livez
        1 threads and 1 connections
        Thread Stats   Avg      Stdev     Max   +/- Stdev
          Latency   467.06us  248.53us   5.12ms   93.61%
          Req/Sec     2.14k   297.02     2.46k    81.82%
        Latency Distribution
           50%  412.00us
           75%  489.00us
           90%  604.00us
           99%    1.17ms
        2342 requests in 1.10s, 1.02MB read
      Requests/sec:   2129.25
      Transfer/sec:      0.93MB
      """;

  @ParameterizedTest
  @CsvSource({"412.00us, 412000", "1.25ms, 1250000", "1.50s, 1500000000"})
  void hasTheMedian(String printed, double nanos) {
    assertThat(Wrk.medianNanos(REPORT.replace("412.00us", printed))).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  Non-2xx or 3xx responses: 7\n",
        "  Socket errors: connect 0, read 3, write 0, timeout 0\n"
      })
  void refusesErrors(String line) {
    String report = REPORT.replace("Requests/sec", line + "Requests/sec");
    assertThatIllegalStateException()
        .isThrownBy(() -> Wrk.medianNanos(report))
        .withMessageContaining(line);
  }

  @Test
  void hasTheMedianOfAnswersThatEndTheirConnections() {
    String ends = "  Socket errors: connect 0, read 2342, write 0, timeout 0\n";
    String report = REPORT.replace("Requests/sec", ends + "Requests/sec");
    assertThat(Wrk.medianNanosOfProbes(report)).isEqualTo(412_000);
    assertThatIllegalStateException()
        .isThrownBy(() -> Wrk.medianNanosOfProbes(report.replace("read 2342", "read 2343")));
    assertThatIllegalStateException()
        .isThrownBy(() -> Wrk.medianNanosOfProbes(report.replace("timeout 0", "timeout 1")));
    assertThatIllegalStateException()
        .isThrownBy(() -> Wrk.medianNanosOfProbes(report + "  Non-2xx or 3xx responses: 1\n"));
  }

  @Test
  void refusesAReportWithoutAMedian() {
    assertThatIllegalStateException().isThrownBy(() -> Wrk.medianNanos("unable to connect"));
  }
}
