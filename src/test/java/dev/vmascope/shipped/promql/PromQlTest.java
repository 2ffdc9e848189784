package dev.vmascope.shipped.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is found in queries.
class PromQlTest {
  @Test
  void findsMetricsAndNothingElse() {
    PromQl query =
        PromQl.of(
            "topk(10, sum by (a, b) (x{c=~\"$v} [\", d!=\"1\"} @ end())) and on (e) max_over_time(y[1d] offset 1d)"
                + " or 0.8 * 1e9 < bool rate(z_total[$__rate_interval]) * on (f) group_left (g) up");
    assertThat(query.selectors())
        .containsExactly(
            new PromQl.Selector("x", Map.of("c", "=~$v} [", "d", "!=1")),
            new PromQl.Selector("y", Map.of()),
            new PromQl.Selector("z_total", Map.of()),
            new PromQl.Selector("up", Map.of()));
    assertThat(query.groupings()).containsExactlyInAnyOrder("a", "b", "e", "f", "g");
  }

  @Test
  void findsFunctionsOverRanges() {
    assertThat(
            PromQl.of("rate(a_total{b=\"c\"}[1m]) + increase(d_total[$__rate_interval] @ end())")
                .ranges())
        .isEqualTo(
            List.of(
                new PromQl.Range("rate", "a_total", "1m"),
                new PromQl.Range("increase", "d_total", "$__rate_interval")));
  }

  @Test
  void takesNoArgumentForAMetric() {
    assertThat(
            PromQl.of("label_replace(a{b=\"c, d\"}, \"e\", \"$1\", \"f\", \"(.+)\")").selectors())
        .containsExactly(new PromQl.Selector("a", Map.of("b", "=c, d")));
  }

  @Test
  void findsRecordedNames() {
    assertThat(PromQl.of("predict_linear(a:b:min5m[6h], 4 * 3600) > c:d:sum").selectors())
        .extracting(PromQl.Selector::metric)
        .containsExactly("a:b:min5m", "c:d:sum");
  }
}
