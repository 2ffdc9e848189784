package dev.vmascope;

import dev.vmascope.procfs.scan.ScanLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The properties `vmascope.scan.*`: the reader threads and the budget of page-table walks.
///
/// @param threads the number of concurrent reads
/// @param timeout the time after which a hung read is written off
/// @param budget the processors that page-table walks may take in the long run
/// @param maxRead the limit on the estimated processor time of one walk
/// @param cache the time for which a walk is reused for equal requests
@ConfigurationProperties("vmascope.scan")
record ScanProperties(
    @DefaultValue("2") int threads,
    @DefaultValue("2s") Duration timeout,
    @DefaultValue("0.01") double budget,
    @DefaultValue("50ms") Duration maxRead,
    @DefaultValue("5s") Duration cache) {
  ScanProperties {
    if (threads < 1 || threads > 64) {
      throw new IllegalArgumentException("vmascope.scan.threads must be 1 to 64, got " + threads);
    }
    if (timeout.compareTo(Duration.ofMillis(10)) < 0) {
      throw new IllegalArgumentException(
          "vmascope.scan.timeout must be at least 10ms, got " + timeout);
    }
  }

  ScanLimits limits() {
    return new ScanLimits(budget, maxRead, cache);
  }
}
