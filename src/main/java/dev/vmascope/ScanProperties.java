package dev.vmascope;

import dev.vmascope.procfs.ScanLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The readers of the kernel.
///
/// @param threads how many reads may happen at one time
/// @param timeout after which a read that hangs is written off
/// @param budget processors that walking page tables may take in the long run
/// @param maxRead the most processor time that one such read may take, by estimate
/// @param cache how long such a read answers for whoever asks the same
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
